#include "test_keys.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <boost/json/serialize.hpp>
#include <map>
#include <memory>

#include "google/sign_in/key_file.hpp"

namespace gup::testing {

namespace {

using KeyPointer = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using BioPointer = std::unique_ptr<BIO, decltype(&BIO_free_all)>;
using DigestPointer = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

KeyPointer& key_of(int bits) {
  static std::map<int, KeyPointer> made;
  auto found = made.find(bits);
  if (found == made.end())
    found = made.emplace(bits, KeyPointer(EVP_RSA_gen(static_cast<unsigned>(bits)), &EVP_PKEY_free)).first;
  return found->second;
}

template <typename Write>
std::string written(Write write) {
  const BioPointer bio(BIO_new(BIO_s_mem()), &BIO_free_all);
  write(bio.get());
  char* data = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

std::string private_pem(EVP_PKEY* key) {
  return written(
      [key](BIO* bio) { PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

}  // namespace

const std::string& rsa_pem(int bits) {
  static std::map<int, std::string> kept;
  auto& pem = kept[bits];
  if (pem.empty()) pem = private_pem(key_of(bits).get());
  return pem;
}

std::string rsa_pem_with_passphrase() {
  std::string passphrase = "a passphrase";
  return written([&](BIO* bio) {
    PEM_write_bio_PKCS8PrivateKey(bio, key_of(2048).get(), EVP_aes_256_cbc(), passphrase.data(),
                                  static_cast<int>(passphrase.size()), nullptr, nullptr);
  });
}

std::string public_pem() {
  return written([](BIO* bio) { PEM_write_bio_PUBKEY(bio, key_of(2048).get()); });
}

std::string elliptic_pem() {
  const KeyPointer key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  return private_pem(key.get());
}

bool verifies(std::string_view text, std::string_view signature) {
  const auto bytes = [](std::string_view of) { return reinterpret_cast<const unsigned char*>(of.data()); };
  const DigestPointer context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_of(2048).get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

boost::json::object key_file() {
  return {{"type", "service_account"},
          {"project_id", "acme-sync"},
          {"private_key_id", "0123456789abcdef"},
          {"private_key", rsa_pem()},
          {"client_email", "sync@acme-sync.iam.gserviceaccount.com"},
          {"client_id", "108765432109876543210"},
          {"auth_uri", "https://accounts.google.com/o/oauth2/auth"},
          {"token_uri", "https://oauth2.googleapis.com/token"}};
}

google::DelegatedAccess delegated_access() {
  return {google::read_key_file(boost::json::serialize(key_file())), "dana@acme.com"};
}

}  // namespace gup::testing
