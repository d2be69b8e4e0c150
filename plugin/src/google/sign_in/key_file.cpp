#include "google/sign_in/key_file.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>

#include "google/sign_in/rsa_key.hpp"
#include "google/wire/json_reader.hpp"
#include "host_sdk/language.hpp"

namespace gup::google {

namespace json = boost::json;

using host_sdk::tr;

namespace {

constexpr int kMinBits = 2048;
/// Signing with a much longer key would take minutes.
constexpr int kMaxBits = 8192;
constexpr std::size_t kMaxEmail = 320;
constexpr std::size_t kMaxId = 128;
constexpr const char* kType = "service_account";

[[noreturn]] void refuse(const std::string& sentence) {
  throw UnusableKeyFile(sentence);
}

/// Names the field, so that the administrator can look for it in the file.
[[noreturn]] void refuse_part(const char* part) {
  refuse(
      tr("The key file has no valid “{part}”. Paste the whole JSON file that you downloaded for the service "
         "account's key.",
         {{"part", part}}));
}

json::value parse(std::string_view text, const json::storage_ptr& memory) {
  json::parser parser(memory);
  boost::system::error_code error;
  parser.write(text.data(), text.size(), error);
  if (error)
    refuse(
        tr("This is not a key file: a key file is JSON. Paste all of it, from the first { to the last }."));
  return parser.release();
}

bool has_only(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [more](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

std::string part(const json::object& file, const char* name, std::size_t longest, std::string_view letters) {
  auto text = find_some_text(file, name);
  if (!text || text->size() > longest || !has_only(*text, letters)) refuse_part(name);
  return *std::move(text);
}

void check_type(const json::object& file) {
  if (find_text(file, "type") == kType) return;
  if (file.contains("web") || file.contains("installed"))
    refuse(tr(
        "This is the file of an OAuth client. Create the JSON key of a service account in the Google Cloud "
        "console under IAM & Admin, Service accounts, Keys."));
  refuse(tr(
      "This file is not the key of a service account: its “type” is not service_account. Create a JSON key "
      "in the Google Cloud console under IAM & Admin, Service accounts, Keys."));
}

void check_key(const std::string& pem) {
  const auto key = RsaKey::read(pem);
  if (!key)
    refuse(tr(
        "The “private_key” in the file is not a readable RSA private key. Paste the whole file, or create a "
        "new key."));
  if (key->bits() < kMinBits || key->bits() > kMaxBits)
    refuse(
        tr("The key has {bits} bits; it must have 2,048 to 8,192. Create a new key in the Google Cloud "
           "console.",
           {{"bits", std::to_string(key->bits())}}));
}

}  // namespace

ServiceAccountKey read_key_file(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    refuse(tr("Paste the JSON key file of the service account here."));
  if (text.size() > kMaxKeyFile)
    refuse(tr("This is too long for a key file. Paste only the JSON key file of the service account."));
  const json::value value = parse(text, wiped_memory());
  if (!value.is_object())
    refuse(tr("This is JSON, but not a key file. Paste all of the file, from the first { to the last }."));
  const json::object& file = value.get_object();
  check_type(file);
  ServiceAccountKey key;
  key.client_email = part(file, "client_email", kMaxEmail, "@.-_+");
  if (key.client_email.find('@') == std::string::npos) refuse_part("client_email");
  key.client_id = part(file, "client_id", kMaxId, "");
  if (key.client_id.find_first_not_of("0123456789") != std::string::npos) refuse_part("client_id");
  key.key_id = part(file, "private_key_id", kMaxId, "-_");
  const json::value* pem = file.if_contains("private_key");
  if (pem == nullptr || !pem->is_string() || pem->get_string().empty()) refuse_part("private_key");
  key.private_key = SecretText(pem->get_string());
  check_key(key.private_key.reveal());
  return key;
}

SecretText write_key_file(const ServiceAccountKey& key) {
  json::object file({{"type", kType},
                     {"client_email", key.client_email},
                     {"client_id", key.client_id},
                     {"private_key_id", key.key_id}},
                    wiped_memory());
  file["private_key"] = key.private_key.reveal();
  return SecretText(json::serialize(file));
}

}  // namespace gup::google
