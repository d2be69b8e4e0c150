#include "accounts/password.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

#include "host_sdk/encoding.hpp"

namespace sample_host {
namespace {

void need_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialized");
}

}  // namespace

std::string hash_password(std::string_view password) {
  need_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    throw std::runtime_error("there is not enough memory to hash a password");
  }
  return hash.data();
}

bool password_fits(const std::string& hash, std::string_view password) {
  need_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string sha256_hex(std::string_view text) {
  need_sodium();
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return host_sdk::hex_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string random_token(std::size_t bytes) {
  need_sodium();
  std::string random(bytes, '\0');
  randombytes_buf(random.data(), random.size());
  std::string token = host_sdk::base64url_encode(random);
  sodium_memzero(random.data(), random.size());
  return token;
}

}  // namespace sample_host
