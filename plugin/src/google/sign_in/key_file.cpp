#include "google/sign_in/key_file.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>

#include "google/directory/json_reader.hpp"
#include "google/sign_in/rsa_key.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

constexpr int kFewestBits = 2048;
/// Signing with a much longer one would take minutes.
constexpr int kMostBits = 8192;
constexpr std::size_t kLongestAddress = 320;
constexpr std::size_t kLongestId = 128;
constexpr const char* kType = "service_account";

[[noreturn]] void refuse(const std::string& sentence) {
  throw UnusableKeyFile(sentence);
}

/// A person who sees the part's name can look for it in the file.
[[noreturn]] void refuse_part(const char* part) {
  refuse(std::string("The key file holds no usable “") + part +
         "”. Paste the whole JSON file that Google's console gave for the service account's key.");
}

json::value parse(std::string_view text, const json::storage_ptr& memory) {
  json::parser parser(memory);
  boost::system::error_code error;
  parser.write(text.data(), text.size(), error);
  if (error)
    refuse("This is not a key file: a key file is JSON, from its first { to its last }. Paste all of it.");
  return parser.release();
}

bool is_harmless(std::string_view text, std::string_view more) {
  return std::all_of(text.begin(), text.end(), [more](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           more.find(c) != std::string_view::npos;
  });
}

std::string part(const json::object& file, const char* name, std::size_t longest, std::string_view letters) {
  auto text = find_some_text(file, name);
  if (!text || text->size() > longest || !is_harmless(*text, letters)) refuse_part(name);
  return *std::move(text);
}

void check_type(const json::object& file) {
  if (find_text(file, "type") == kType) return;
  if (file.contains("web") || file.contains("installed"))
    refuse(
        "This is the file of an OAuth client. What is needed is the JSON key of a service account: create "
        "one "
        "in the Google Cloud console under IAM & Admin, Service accounts, Keys.");
  refuse(
      "This file is not the key of a service account (its “type” says something else). Create a JSON key in "
      "the Google Cloud console under IAM & Admin, Service accounts, Keys.");
}

void check_key(const std::string& pem) {
  const auto key = RsaKey::read(pem);
  if (!key)
    refuse(
        "The “private_key” in the file is not a private RSA key that can be read. Paste the whole file, or "
        "create a new key.");
  if (key->bits() < kFewestBits || key->bits() > kMostBits)
    refuse("The key has " + std::to_string(key->bits()) +
           " bits; 2,048 to 8,192 are accepted. Create a new key in the Google Cloud console.");
}

}  // namespace

ServiceAccountKey read_key_file(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    refuse("Paste the JSON key file of the service account here.");
  if (text.size() > kLargestKeyFile)
    refuse("This is far longer than a key file. Paste the JSON key file of the service account alone.");
  const json::value value = parse(text, wiped_memory());
  if (!value.is_object())
    refuse("This is JSON, but not a key file. Paste all of the file, with its { and }.");
  const json::object& file = value.get_object();
  check_type(file);
  ServiceAccountKey key;
  key.client_email = part(file, "client_email", kLongestAddress, "@.-_+");
  if (key.client_email.find('@') == std::string::npos) refuse_part("client_email");
  key.client_id = part(file, "client_id", kLongestId, "");
  if (key.client_id.find_first_not_of("0123456789") != std::string::npos) refuse_part("client_id");
  key.key_id = part(file, "private_key_id", kLongestId, "-_");
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
