#include "services/secrets/sealer.hpp"

#include <sodium.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "host_sdk/encoding.hpp"

namespace sample_host {
namespace {

constexpr unsigned char kVersion = 1;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHead = 1 + 4;

using Bytes = std::vector<unsigned char>;

/// Length-prefixed parts, so that no two identities have the same bytes. Includes the head of the sealed
/// bytes, so that neither the version nor the key id can be replaced.
Bytes identity(const unsigned char* head, std::string_view plugin, std::string_view company,
               std::string_view name) {
  Bytes bytes(head, head + kHead);
  for (const auto part : {plugin, company, name}) {
    const auto size = static_cast<std::uint32_t>(part.size());
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<unsigned char>(size >> shift));
    bytes.insert(bytes.end(), part.begin(), part.end());
  }
  return bytes;
}

/// The sealed bytes; empty if they are no sealed value of this version.
Bytes decode(std::string_view sealed) {
  const auto decoded = host_sdk::base64_decode(sealed);
  if (!decoded || decoded->size() < kHead + kNonce + kTag) return {};
  Bytes bytes(decoded->begin(), decoded->end());
  return bytes[0] == kVersion ? bytes : Bytes{};
}

const unsigned char* as_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), kSize);
}
SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}
SecretKey::~SecretKey() {
  sodium_memzero(bytes_.data(), kSize);
}

Sealer::Sealer(SecretKeys keys) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialized");
  keys.others.insert(keys.others.begin(), std::move(keys.current));
  for (SecretKey& secret : keys.others) {
    Key& key = keys_.emplace_back();
    key.secret = std::move(secret);
    // A hash identifies the key without revealing it.
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), key.secret.data(), SecretKey::kSize, nullptr, 0);
    std::copy_n(hash.begin(), key.id.size(), key.id.begin());
  }
}

std::string Sealer::seal(std::string_view plugin, std::string_view company, std::string_view name,
                         std::string_view value) const {
  Bytes sealed(kHead + kNonce + value.size() + kTag);
  sealed[0] = kVersion;
  std::ranges::copy(keys_.front().id, sealed.begin() + 1);
  randombytes_buf(&sealed[kHead], kNonce);
  const Bytes about = identity(sealed.data(), plugin, company, name);
  crypto_aead_xchacha20poly1305_ietf_encrypt(&sealed[kHead + kNonce], nullptr, as_bytes(value), value.size(),
                                             about.data(), about.size(), nullptr, &sealed[kHead],
                                             keys_.front().secret.data());
  return host_sdk::base64_encode({reinterpret_cast<const char*>(sealed.data()), sealed.size()});
}

std::optional<host_sdk::SecretText> Sealer::open(std::string_view plugin, std::string_view company,
                                                 std::string_view name, std::string_view sealed) const {
  const Bytes bytes = decode(sealed);
  if (bytes.empty()) return {};
  const Bytes about = identity(bytes.data(), plugin, company, name);
  std::string value(bytes.size() - kHead - kNonce - kTag, '\0');
  for (const Key& key : keys_)
    if (std::equal(key.id.begin(), key.id.end(), bytes.begin() + 1) &&
        crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(value.data()), nullptr, nullptr, &bytes[kHead + kNonce],
            bytes.size() - kHead - kNonce, about.data(), about.size(), &bytes[kHead], key.secret.data()) == 0)
      return host_sdk::SecretText(std::move(value));
  return {};
}

bool Sealer::is_current(std::string_view sealed) const {
  const Bytes bytes = decode(sealed);
  return !bytes.empty() && std::ranges::equal(keys_.front().id, std::span(bytes).subspan(1, kHead - 1));
}

}  // namespace sample_host
