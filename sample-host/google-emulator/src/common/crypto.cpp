#include "common/crypto.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include "host_sdk/encoding.hpp"

namespace emulator {
namespace {

using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using DigestPointer = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string contents(BIO* bio) {
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(length));
}

void require(bool succeeded, const char* what) {
  if (!succeeded) throw std::runtime_error(std::string("OpenSSL could not ") + what);
}

std::string big_number(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  require(EVP_PKEY_get_bn_param(key, name, &number) == 1, "read a key");
  std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  BN_free(number);
  return bytes;
}

}  // namespace

std::string from_base64url(std::string_view text) {
  auto bytes = text.find('=') == std::string_view::npos ? host_sdk::base64url_decode(text) : std::nullopt;
  if (!bytes) throw std::invalid_argument("not base64url");
  return std::move(*bytes);
}

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned length = 32;
  require(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                     EVP_sha256(), nullptr) == 1,
          "hash");
  return digest;
}

std::string random_text(std::size_t count) {
  std::string bytes(count, '\0');
  require(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1,
          "make random bytes");
  return host_sdk::base64url_encode(bytes);
}

bool is_pkce_text(std::string_view text) {
  return text.size() >= 43 && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '.' || c == '_' || c == '~';
         });
}

bool verifier_fits(std::string_view verifier, std::string_view challenge) {
  return is_pkce_text(verifier) && host_sdk::base64url_encode(sha256(verifier)) == challenge;
}

struct RsaKey::Native {
  KeyPointer key;
};

RsaKey::RsaKey(std::unique_ptr<Native> native) : native_(std::move(native)) {
  id_ = host_sdk::base64url_encode(sha256(public_pem()).substr(0, 15));
}
RsaKey::RsaKey(RsaKey&&) noexcept = default;
RsaKey& RsaKey::operator=(RsaKey&&) noexcept = default;
RsaKey::~RsaKey() = default;

RsaKey RsaKey::generate() {
  KeyPointer key(EVP_RSA_gen(2048), &EVP_PKEY_free);
  require(key != nullptr, "make an RSA key");
  return RsaKey(std::make_unique<Native>(Native{std::move(key)}));
}

std::string RsaKey::sign(std::string_view text) const {
  const DigestPointer context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::size_t length = 0;
  require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, native_->key.get()) == 1 &&
              EVP_DigestSign(context.get(), nullptr, &length, bytes_of(text), text.size()) == 1,
          "sign");
  std::string signature(length, '\0');
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                         bytes_of(text), text.size()) == 1,
          "sign");
  signature.resize(length);
  return signature;
}

std::string RsaKey::private_pem() const {
  const BioPointer bio(BIO_new(BIO_s_mem()), &BIO_free_all);
  require(PEM_write_bio_PKCS8PrivateKey(bio.get(), native_->key.get(), nullptr, nullptr, 0, nullptr,
                                        nullptr) == 1,
          "write a key");
  return contents(bio.get());
}

std::string RsaKey::public_pem() const {
  const BioPointer bio(BIO_new(BIO_s_mem()), &BIO_free_all);
  require(PEM_write_bio_PUBKEY(bio.get(), native_->key.get()) == 1, "write a key");
  return contents(bio.get());
}

std::string RsaKey::modulus() const {
  return big_number(native_->key.get(), OSSL_PKEY_PARAM_RSA_N);
}

std::string RsaKey::exponent() const {
  return big_number(native_->key.get(), OSSL_PKEY_PARAM_RSA_E);
}

bool verify_rs256(const std::string& public_pem, std::string_view text, std::string_view signature) {
  const BioPointer bio(BIO_new_mem_buf(public_pem.data(), static_cast<int>(public_pem.size())),
                       &BIO_free_all);
  const KeyPointer key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA)
    throw std::invalid_argument("not an RSA public key");
  const DigestPointer context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1, "verify");
  return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text),
                          text.size()) == 1;
}

}  // namespace emulator
