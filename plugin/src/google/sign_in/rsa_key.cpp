#include "google/sign_in/rsa_key.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "failure.hpp"

namespace gup::google {

namespace {

using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using DigestPointer = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

/// Otherwise OpenSSL would prompt for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
  return -1;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct RsaKey::Native {
  KeyPointer key;
};

RsaKey::RsaKey(std::unique_ptr<Native> native) : native_(std::move(native)) {}
RsaKey::RsaKey(RsaKey&&) noexcept = default;
RsaKey& RsaKey::operator=(RsaKey&&) noexcept = default;
RsaKey::~RsaKey() = default;

std::optional<RsaKey> RsaKey::read(std::string_view pem) {
  const BioPointer bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free_all);
  KeyPointer key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, &no_passphrase, nullptr) : nullptr,
                 &EVP_PKEY_free);
  // Otherwise the error would stay in this thread's queue for the next caller of OpenSSL.
  ERR_clear_error();
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) return std::nullopt;
  return RsaKey(std::make_unique<Native>(Native{std::move(key)}));
}

int RsaKey::bits() const {
  return EVP_PKEY_get_bits(native_->key.get());
}

std::string RsaKey::sign(std::string_view text) const {
  const DigestPointer context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(static_cast<std::size_t>(EVP_PKEY_get_size(native_->key.get())), '\0');
  std::size_t length = signature.size();
  const bool is_signed =
      context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, native_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                     bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  if (!is_signed)
    throw Failure(host_sdk::ResultCode::operator_action,
                  "OpenSSL could not sign with the service account's key.");
  signature.resize(length);
  return signature;
}

}  // namespace gup::google
