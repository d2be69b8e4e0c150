// Which key files are accepted, and the errors of all others.
#include "google/sign_in/key_file.hpp"

#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "test_keys.hpp"

namespace gup::google::test {
namespace {

using gup::testing::elliptic_pem;
using gup::testing::key_file;
using gup::testing::public_pem;
using gup::testing::rsa_pem;
using gup::testing::rsa_pem_with_passphrase;

namespace json = boost::json;
using ::testing::HasSubstr;
using ::testing::Not;

std::string refusal_of(const std::string& text) {
  try {
    (void)read_key_file(text);
  } catch (const UnusableKeyFile& unusable) {
    return unusable.what();
  }
  return "";
}

std::string file_with(const char* name, const std::string& text) {
  json::object file = key_file();
  file[name] = text;
  return json::serialize(file);
}

std::string file_with_value(const char* name, json::value value) {
  json::object file = key_file();
  file[name] = std::move(value);
  return json::serialize(file);
}

std::string file_without(const char* name) {
  json::object file = key_file();
  file.erase(name);
  return json::serialize(file);
}

TEST(KeyFile, IsReadInGooglesFormat) {
  const ServiceAccountKey key = read_key_file(" \n" + json::serialize(key_file()) + "\n");
  EXPECT_EQ(key.client_email, "sync@acme-sync.iam.gserviceaccount.com");
  EXPECT_EQ(key.client_id, "108765432109876543210");
  EXPECT_EQ(key.key_id, "0123456789abcdef");
  EXPECT_EQ(key.private_key.reveal(), rsa_pem());
}

TEST(KeyFile, IsReadFromASingleLine) {
  std::string file = json::serialize(key_file());
  EXPECT_EQ(file.find('\n'), std::string::npos);
  EXPECT_EQ(refusal_of(file), "");
}

TEST(KeyFile, IsRejectedWithASentenceThatSaysWhatToDo) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "Paste the JSON key file"},
      {" \r\n\t", "Paste the JSON key file"},
      {"-----BEGIN PRIVATE KEY-----", "a key file is JSON"},
      {R"({"type":"service_account")", "a key file is JSON"},
      {"{} {}", "a key file is JSON"},
      {R"("service_account")", "JSON, but not a key file"},
      {"[]", "JSON, but not a key file"},
      {std::string(kMaxKeyFile + 1, '{'), "too long for a key file"},
      {R"({"web":{"client_id":"1"}})", "file of an OAuth client"},
      {R"({"installed":{"client_id":"1"}})", "file of an OAuth client"},
      {file_without("type"), "not the key of a service account"},
      {file_with("type", "authorized_user"), "not the key of a service account"},
      {file_with_value("type", 7), "not the key of a service account"},
      {file_without("client_email"), "“client_email”"},
      {file_with("client_email", "sync"), "“client_email”"},
      {file_with("client_email", "a b@c"), "“client_email”"},
      {file_with("client_email", std::string(321, 'a') + "@c"), "“client_email”"},
      {file_without("client_id"), "“client_id”"},
      {file_with_value("client_id", 108765), "“client_id”"},
      {file_with("client_id", "108@x"), "“client_id”"},
      {file_with("client_id", "108abc"), "“client_id”"},
      {file_without("private_key_id"), "“private_key_id”"},
      {file_with("private_key_id", "a\"b"), "“private_key_id”"},
      {file_without("private_key"), "“private_key”"},
      {file_with_value("private_key", nullptr), "“private_key”"},
      {file_with("private_key", ""), "“private_key”"},
      {file_with("private_key", "not a key"), "not a readable RSA private key"},
      {file_with("private_key", rsa_pem().substr(0, 900)), "not a readable RSA private key"},
      {file_with("private_key", rsa_pem_with_passphrase()), "not a readable RSA private key"},
      {file_with("private_key", public_pem()), "not a readable RSA private key"},
      {file_with("private_key", elliptic_pem()), "not a readable RSA private key"},
      {file_with("private_key", rsa_pem(1024)), "The key has 1024 bits"},
  };
  for (const auto& [file, words] : cases)
    EXPECT_THAT(refusal_of(file), HasSubstr(words)) << file.substr(0, 200);
}

TEST(KeyFile, IsNotQuotedInErrors) {
  const std::string sentence = refusal_of(file_with("client_email", "private words"));
  EXPECT_THAT(sentence, Not(HasSubstr("private words")));
}

TEST(KeyFile, IsStoredWithTheNeededFieldsOnly) {
  const ServiceAccountKey key = read_key_file(json::serialize(key_file()));
  const SecretText kept = write_key_file(key);
  const json::object file = json::parse(kept.reveal()).as_object();
  EXPECT_EQ(file.size(), 5U);
  EXPECT_FALSE(file.contains("token_uri"));
  const ServiceAccountKey again = read_key_file(kept.reveal());
  EXPECT_EQ(again.client_email, key.client_email);
  EXPECT_EQ(again.client_id, key.client_id);
  EXPECT_EQ(again.key_id, key.key_id);
  EXPECT_EQ(again.private_key.reveal(), key.private_key.reveal());
}

}  // namespace
}  // namespace gup::google::test
