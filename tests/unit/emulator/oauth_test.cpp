#include <gtest/gtest.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "common/text.hpp"
#include "emulator_driver.hpp"

namespace json = boost::json;
using emulator::Answer;

namespace {

const std::string kAll = EmulatorDriver::kDirectoryScopes;
constexpr const char* kOffline = "&access_type=offline&prompt=consent";

json::value claims_of(const json::value& tokens) {
  const std::string token = text(tokens, "id_token");
  const auto first = token.find('.');
  return json::parse(emulator::from_base64url(token.substr(first + 1, token.rfind('.') - first - 1)));
}

}  // namespace

TEST(Pkce, MatchesTheExampleOfRfc7636) {
  EXPECT_TRUE(emulator::verifier_fits("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                      "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
  EXPECT_FALSE(
      emulator::verifier_fits("too-short", host_sdk::base64url_encode(emulator::sha256("too-short"))));
}

TEST(RedirectPattern, MatchesAnyPortOrOneSegmentWithAStar) {
  const char* pattern = "http://127.0.0.1:*/plugins/*/callback/*";
  EXPECT_TRUE(emulator::matches_wildcards(pattern, "http://127.0.0.1:8080/plugins/p/callback/google"));
  EXPECT_FALSE(emulator::matches_wildcards(pattern, "http://127.0.0.1:8080/plugins/p/callback/google/more"));
  EXPECT_FALSE(
      emulator::matches_wildcards(pattern, "http://127.0.0.1:1@evil.example/plugins/p/callback/google"));
  EXPECT_FALSE(emulator::matches_wildcards(pattern, "https://127.0.0.1:8080/plugins/p/callback/google"));
  EXPECT_FALSE(emulator::matches_wildcards(pattern, "http://127.0.0.1:8080/plugins//callback/google"));
}

TEST(Consent, ShowsPlainFormsAndSaysThatItIsNotGoogle) {
  EmulatorDriver driver;
  const Answer page = driver.send(
      "GET", "/o/oauth2/v2/auth?client_id=client-1&response_type=code&state=s&scope=openid&redirect_uri=" +
                 emulator::percent_encode(EmulatorDriver::kRedirect) +
                 "&code_challenge_method=S256&code_challenge=" +
                 host_sdk::base64url_encode(emulator::sha256(EmulatorDriver::kVerifier)));
  EXPECT_EQ(page.status, 200);
  for (const char* part : {"It is not Google", "Choose an account", ">Continue</button>", "dana@acme.com",
                           "plain@acme.com", "someone@gmail.com", "boss@other.example", "<html lang=\"en\">"})
    EXPECT_NE(page.body.find(part), std::string::npos) << part;
}

TEST(Consent, ShowsErrorsWithoutRedirectingToTheApplication) {
  EmulatorDriver driver;
  const std::string good =
      "/o/oauth2/v2/auth?client_id=client-1&response_type=code&state=s&scope=openid&redirect_uri=" +
      emulator::percent_encode(EmulatorDriver::kRedirect) +
      "&code_challenge_method=S256&code_challenge=" + std::string(43, 'c');
  const auto without = [&](const std::string& part, const std::string& instead) {
    std::string changed = good;
    changed.replace(changed.find(part), part.size(), instead);
    return driver.send("GET", changed);
  };
  EXPECT_EQ(driver.send("GET", good).status, 200);
  EXPECT_EQ(without("client-1", "client-2").reason, "invalid_client");
  EXPECT_EQ(without("callback", "elsewhere").reason, "redirect_uri_mismatch");
  EXPECT_EQ(without("response_type=code", "response_type=token").reason, "invalid_request");
  EXPECT_EQ(without("scope=openid", "scope=nonsense").reason, "invalid_scope");
  EXPECT_EQ(without("&state=s", "").reason, "invalid_request");
  EXPECT_EQ(without("S256", "plain").reason, "invalid_request");
  EXPECT_EQ(without("&code_challenge_method=S256", "").reason, "invalid_request");
}

TEST(Consent, ReturnsTheStateWhenCancelled) {
  EmulatorDriver driver;
  const std::string location = driver.consent("dana@acme.com", "", kAll, "cancel");
  EXPECT_EQ(query_value(location, "error"), "access_denied");
  EXPECT_EQ(query_value(location, "state"), "st ate");
  EXPECT_EQ(query_value(location, "code"), "");
}

TEST(Consent, GrantsOnlyTheTickedScopes) {
  EmulatorDriver driver;
  const std::string location = driver.consent("dana@acme.com", kOffline, "openid email");
  EXPECT_EQ(text(parsed(driver.exchange(location, EmulatorDriver::kVerifier)), "scope"), "email openid");
}

TEST(Tokens, WorkFromConsentToRevocation) {
  EmulatorDriver driver;
  const std::string location = driver.consent("dana@acme.com", kOffline, kAll);
  EXPECT_EQ(query_value(location, "state"), "st ate");
  const json::value tokens = parsed(driver.exchange(location, EmulatorDriver::kVerifier));
  EXPECT_EQ(text(tokens, "token_type"), "Bearer");
  const std::string list = "/admin/directory/v1/users?customer=my_customer";
  EXPECT_EQ(driver.send("GET", list, "", text(tokens, "access_token")).status, 200);
  const json::value refreshed = parsed(driver.refresh(text(tokens, "refresh_token")));
  EXPECT_FALSE(refreshed.as_object().contains("refresh_token"));
  EXPECT_EQ(driver.send("GET", list, "", text(refreshed, "access_token")).status, 200);

  EXPECT_EQ(
      driver.send("POST", "/revoke", "token=" + emulator::percent_encode(text(refreshed, "access_token")))
          .status,
      200);
  EXPECT_EQ(driver.send("GET", list, "", text(tokens, "access_token")).status, 401);
  EXPECT_EQ(token_error_of(driver.refresh(text(tokens, "refresh_token"))), "invalid_grant");
  EXPECT_EQ(token_error_of(driver.send("POST", "/revoke",
                                       "token=" + emulator::percent_encode(text(tokens, "refresh_token")))),
            "invalid_token");
}

TEST(Tokens, RequireTheRightVerifierAndAnUnusedCode) {
  EmulatorDriver driver;
  std::string location = driver.consent("dana@acme.com", kOffline, kAll);
  EXPECT_EQ(token_error_of(driver.exchange(location, std::string(50, 'w'))), "invalid_grant");
  location = driver.consent("dana@acme.com", kOffline, kAll);
  EXPECT_EQ(driver.exchange(location, EmulatorDriver::kVerifier).status, 200);
  EXPECT_EQ(token_error_of(driver.exchange(location, EmulatorDriver::kVerifier)), "invalid_grant");
}

TEST(Tokens, ExpireACodeAfterTenMinutes) {
  EmulatorDriver driver;
  const std::string location = driver.consent("dana@acme.com", kOffline, kAll);
  driver.now += 601;
  EXPECT_EQ(token_error_of(driver.exchange(location, EmulatorDriver::kVerifier)), "invalid_grant");
}

TEST(Tokens, IncludeARefreshTokenOnlyAtTheFirstGrantOrWithPromptConsent) {
  EmulatorDriver driver;
  const auto has_refresh_token = [&](const std::string& location) {
    return parsed(driver.exchange(location, EmulatorDriver::kVerifier)).as_object().contains("refresh_token");
  };
  EXPECT_FALSE(has_refresh_token(driver.consent("plain@acme.com", "", kAll)));
  EXPECT_TRUE(has_refresh_token(driver.consent("dana@acme.com", "&access_type=offline", kAll)));
  // All is granted already, so choosing the account is enough and no consent page comes.
  EXPECT_FALSE(has_refresh_token(driver.consent("dana@acme.com", "&access_type=offline", kAll, "")));
  EXPECT_TRUE(has_refresh_token(driver.consent("dana@acme.com", kOffline, kAll)));
}

TEST(Tokens, RevokeTheOldestOf101RefreshTokens) {
  EmulatorDriver driver;
  std::vector<std::string> tokens;
  for (int i = 0; i < 101; ++i)
    tokens.push_back(text(
        parsed(driver.exchange(driver.consent("dana@acme.com", kOffline, kAll), EmulatorDriver::kVerifier)),
        "refresh_token"));
  EXPECT_EQ(token_error_of(driver.refresh(tokens[0])), "invalid_grant");
  EXPECT_EQ(driver.refresh(tokens[1]).status, 200);
}

TEST(Tokens, RejectAWrongClientSecret) {
  EmulatorDriver driver;
  const Answer answer = driver.send(
      "POST", "/token", "grant_type=refresh_token&client_id=client-1&client_secret=guess&refresh_token=x");
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(token_error_of(answer), "invalid_client");
}

TEST(IdToken, ContainsTheHostedDomainOfWorkspaceAccountsOnly) {
  EmulatorDriver driver;
  const json::value claims = claims_of(
      parsed(driver.exchange(driver.consent("dana@acme.com", kOffline, kAll), EmulatorDriver::kVerifier)));
  EXPECT_EQ(text(claims, "sub"), "1");
  EXPECT_EQ(text(claims, "email"), "dana@acme.com");
  EXPECT_EQ(text(claims, "hd"), "acme.com");
  EXPECT_EQ(text(claims, "aud"), "client-1");
  EXPECT_EQ(text(claims, "iss"), "https://accounts.google.com");
  const json::value consumer = claims_of(parsed(
      driver.exchange(driver.consent("someone@gmail.com", kOffline, kAll), EmulatorDriver::kVerifier)));
  EXPECT_FALSE(consumer.as_object().contains("hd"));
}

TEST(IdToken, IsSignedWithTheKeyOfTheCertificates) {
  EmulatorDriver driver;
  const std::string token = text(
      parsed(driver.exchange(driver.consent("dana@acme.com", kOffline, kAll), EmulatorDriver::kVerifier)),
      "id_token");
  const auto dot = token.rfind('.');
  EXPECT_TRUE(emulator::verify_rs256(driver.google.signing_key().public_pem(), token.substr(0, dot),
                                     emulator::from_base64url(token.substr(dot + 1))));
  EXPECT_EQ(text(parsed(driver.send("GET", "/oauth2/v3/certs")).at("keys").at(0), "kid"),
            driver.google.signing_key().id());
}

namespace {

class ServiceAccount : public ::testing::Test {
 protected:
  ServiceAccount() { driver.google.setup.service_accounts.front().public_keys[key.id()] = key.public_pem(); }

  Answer ask(json::object changes, const emulator::RsaKey& signer) {
    json::object claims{{"iss", "sync@project.iam.gserviceaccount.com"},
                        {"sub", "dana@acme.com"},
                        {"scope", "https://www.googleapis.com/auth/admin.directory.user.readonly"},
                        {"aud", "https://oauth2.googleapis.com/token"},
                        {"iat", driver.now},
                        {"exp", driver.now + 3600}};
    for (const auto& change : changes) claims[change.key()] = change.value();
    const json::object header{{"alg", "RS256"}, {"kid", signer.id()}, {"typ", "JWT"}};
    const std::string unsigned_text = host_sdk::base64url_encode(json::serialize(header)) + "." +
                                      host_sdk::base64url_encode(json::serialize(claims));
    return driver.send("POST", "/token",
                       "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" +
                           unsigned_text + "." + host_sdk::base64url_encode(signer.sign(unsigned_text)));
  }
  Answer ask(json::object changes) { return ask(std::move(changes), key); }

  EmulatorDriver driver;
  emulator::RsaKey key = emulator::RsaKey::generate();
};

}  // namespace

TEST_F(ServiceAccount, ObtainsATokenForTheImpersonatedAdministrator) {
  const json::value tokens = parsed(ask({}));
  EXPECT_FALSE(tokens.as_object().contains("refresh_token"));
  EXPECT_EQ(
      driver.send("GET", "/admin/directory/v1/users?customer=my_customer", "", text(tokens, "access_token"))
          .status,
      200);
}

TEST_F(ServiceAccount, MayBeDelegatedByAnotherCustomer) {
  driver.google.setup.service_accounts.front().customer = "C02other";
  EXPECT_EQ(ask({{"sub", "boss@other.example"}}).status, 200);
  EXPECT_EQ(token_error_of(ask({{"sub", "dana@acme.com"}})), "unauthorized_client");
}

TEST_F(ServiceAccount, IsRejectedWithGooglesErrors) {
  const std::string other = "https://www.googleapis.com/auth/admin.directory.group.readonly";
  const std::string own = "https://www.googleapis.com/auth/admin.directory.user.readonly";
  EXPECT_EQ(token_error_of(ask({}, emulator::RsaKey::generate())), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"sub", "missing@acme.com"}})), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"sub", "gone@acme.com"}})), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"sub", "boss@other.example"}})), "unauthorized_client");
  EXPECT_EQ(token_error_of(ask({{"scope", other}})), "unauthorized_client");
  EXPECT_EQ(token_error_of(ask({{"scope", own + " " + other}})), "access_denied");
  EXPECT_EQ(token_error_of(ask({{"scope", own + "," + other}})), "invalid_scope");
  EXPECT_EQ(token_error_of(ask({{"exp", driver.now + 7200}})), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"iat", driver.now - 9000}, {"exp", driver.now - 5400}})), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"aud", "https://evil.example/token"}})), "invalid_grant");
  EXPECT_EQ(token_error_of(ask({{"aud", 5}})), "invalid_grant");
}

TEST(ServiceAccountControl, CreatesAnAccountWithAKeyThatWorksUntilItIsDeleted) {
  EmulatorDriver driver;
  const json::value file =
      driver.control("POST", "service_accounts",
                     R"({"scopes":["https://www.googleapis.com/auth/admin.directory.user.readonly"]})");
  EXPECT_EQ(text(file, "type"), "service_account");
  EXPECT_EQ(text(file, "private_key").rfind("-----BEGIN PRIVATE KEY-----", 0), 0U);
  const std::string email = text(file, "client_email");
  const json::value list = driver.control("GET", "service_accounts");
  EXPECT_EQ(list.as_array().size(), 2U);
  EXPECT_EQ(text(list.at(1), "client_email"), email);
  EXPECT_EQ(list.at(1).at("keys").at(0), file.at("private_key_id"));

  const std::string path = "service_accounts/" + email;
  driver.control("DELETE", path + "/keys/" + text(file, "private_key_id"));
  EXPECT_TRUE(driver.control("GET", "service_accounts").at(1).at("keys").as_array().empty());
  EXPECT_EQ(text(driver.control("POST", path + "/keys"), "client_email"), email);
  EXPECT_EQ(driver.send("DELETE", "/emulator/" + path + "/keys/none").status, 404);
}

TEST(ServiceAccountControl, ChangesDelegatedScopesAndDeletesAccounts) {
  EmulatorDriver driver;
  const std::string path =
      "service_accounts/" + text(driver.control("POST", "service_accounts", "{}"), "client_email");
  EXPECT_TRUE(driver.control("GET", "service_accounts").at(1).at("scopes").as_array().empty());
  const json::value changed = driver.control("PATCH", path, R"({"scopes":["a","b"]})");
  EXPECT_EQ(changed.at("scopes"), (json::array{"a", "b"}));
  driver.control("DELETE", path);
  EXPECT_EQ(driver.send("PATCH", "/emulator/" + path, "{}").status, 404);
  EXPECT_EQ(driver.send("POST", "/emulator/service_accounts", R"({"customer":"C99"})").status, 404);
}
