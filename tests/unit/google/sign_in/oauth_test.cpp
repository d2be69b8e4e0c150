#include "google/sign_in/oauth.hpp"

#include <gtest/gtest.h>

#include "failure.hpp"
#include "google/sign_in/id_token.hpp"
#include "google/sign_in/scopes.hpp"
#include "google/wire/json_reader.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google {
namespace {

using namespace std::chrono;

GoogleClientSettings client() {
  GoogleClientSettings settings;
  settings.client_id = "1234.apps.googleusercontent.com";
  settings.client_secret = "hush";
  return settings;
}

const host_sdk::Timestamp kNow = sys_days{year{2026} / 11 / 23};

TEST(OAuth, BuildsTheUrlOfTheConsentScreen) {
  const std::string url = authorization_url(client(), {"https://host.example/callback", "st/ate",
                                                       "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", ""});
  EXPECT_EQ(url,
            "https://accounts.google.com/o/oauth2/v2/auth?client_id=1234.apps.googleusercontent.com"
            "&redirect_uri=https%3A%2F%2Fhost.example%2Fcallback&response_type=code"
            "&scope=openid%20email%20https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.user.readonly"
            "%20https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.group.readonly"
            "%20https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fadmin.directory.orgunit.readonly"
            "&access_type=offline&prompt=consent&state=st%2Fate"
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256")
      << "the challenge is the example of RFC 7636, appendix B";
}

TEST(OAuth, OffersAnAccountAndKeepsAnExistingQuery) {
  auto settings = client();
  settings.endpoints.authorization = "http://127.0.0.1:1/auth?x=1";
  const std::string url = authorization_url(settings, {"r", "s", "v", "ada@acme.com"});
  EXPECT_TRUE(url.starts_with("http://127.0.0.1:1/auth?x=1&client_id=")) << url;
  EXPECT_NE(url.find("&login_hint=ada%40acme.com"), std::string::npos) << url;
}

TEST(OAuth, BuildsTheFormsOfTheTokenEndpoint) {
  EXPECT_EQ(exchange_form(client(), {"4/c&d", "https://h/cb", "verify"}),
            "client_id=1234.apps.googleusercontent.com&client_secret=hush&code=4%2Fc%26d&code_verifier=verify"
            "&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fh%2Fcb");
  EXPECT_EQ(refresh_form(client(), "1//r"),
            "client_id=1234.apps.googleusercontent.com&client_secret=hush&grant_type=refresh_token"
            "&refresh_token=1%2F%2Fr");
}

TEST(OAuth, DecodesATokenResponse) {
  const auto answer = decode_token_answer(
      R"({"access_token":"a","expires_in":"3920","scope":"x  y","refresh_token":"r","id_token":"i","token_type":"Bearer"})");
  EXPECT_EQ(answer.access_token, "a");
  EXPECT_EQ(answer.expires_in, seconds{3920});
  EXPECT_EQ(answer.scopes, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(answer.refresh_token, "r");
  EXPECT_EQ(answer.id_token, "i");
}

TEST(OAuth, AcceptsATokenResponseWithoutOptionalFields) {
  const auto answer = decode_token_answer(R"({"access_token":"a"})");
  EXPECT_EQ(answer.expires_in, hours{1});
  EXPECT_EQ(answer.scopes, std::nullopt);
  EXPECT_EQ(answer.refresh_token, std::nullopt);
}

TEST(OAuth, RejectsATokenResponseWithoutAToken) {
  EXPECT_THROW((void)decode_token_answer("{}"), Failure);
  EXPECT_THROW((void)decode_token_answer(R"({"access_token":"a\r\nHost: b"})"), Failure);
  EXPECT_THROW((void)decode_token_answer("<html>"), DamagedAnswer);
}

TEST(Scopes, NamesWhatWasNotGranted) {
  std::vector<std::string> granted{"openid", "https://www.googleapis.com/auth/userinfo.email", kUnitScope,
                                   kUserScope};
  EXPECT_EQ(missing_access(granted), std::vector<std::string>{"groups"});
  granted.emplace_back(kGroupScope);
  EXPECT_TRUE(missing_access(granted).empty());
}

TEST(Scopes, AcceptsTheWritableFormOfEachScope) {
  const std::string base = "https://www.googleapis.com/auth/admin.directory.";
  EXPECT_TRUE(missing_access({base + "user", base + "group", base + "orgunit"}).empty());
  EXPECT_EQ(missing_access({base + "user.alias", base + "group.member", base + "orgunit"}),
            (std::vector<std::string>{"users", "groups"}));
}

std::string id_token(const std::string& claims) {
  return "eyJhbGciOiJSUzI1NiJ9." + host_sdk::base64url_encode(claims) + ".c2lnbmF0dXJl";
}

constexpr const char* kGoodClaims =
    R"({"iss":"https://accounts.google.com","aud":"1234.apps.googleusercontent.com","sub":"108","email":"a@acme.com",
        "hd":"acme.com","exp":1795392000})";

TEST(IdToken, ReturnsTheAccountAndItsDomain) {
  const Identity identity = decode_id_token(client(), id_token(kGoodClaims), kNow);
  EXPECT_EQ(identity.account_id, "108");
  EXPECT_EQ(identity.email, "a@acme.com");
  EXPECT_EQ(identity.hosted_domain, "acme.com");
}

TEST(IdToken, HasNoDomainForAPersonalAccount) {
  const Identity identity = decode_id_token(
      client(), id_token(R"({"iss":"accounts.google.com","aud":["1234.apps.googleusercontent.com"],"sub":"1",
                             "email":"a@gmail.com","exp":1795392000})"),
      kNow);
  EXPECT_EQ(identity.hosted_domain, std::nullopt);
}

TEST(IdToken, RejectsTokensForOtherClients) {
  const std::string good = kGoodClaims;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    changed.replace(changed.find(from), from.size(), to);
    return id_token(changed);
  };
  const std::string tokens[] = {
      "",
      "a.b",
      "a.!!!.c",
      "a." + host_sdk::base64url_encode("not json") + ".c",
      "a." + host_sdk::base64url_encode("[]") + ".c",
      with("https://accounts.google.com", "https://evil.example"),
      with("1234.apps", "9999.apps"),
      with("1795392000", "1795391000"),  // a quarter of an hour ago
      with("\"sub\":\"108\"", "\"sub\":\"\""),
      with("\"email\":\"a@acme.com\"", "\"mail\":\"a@acme.com\""),
  };
  for (const std::string& token : tokens)
    EXPECT_THROW((void)decode_id_token(client(), token, kNow), Failure) << token;
}

}  // namespace
}  // namespace gup::google
