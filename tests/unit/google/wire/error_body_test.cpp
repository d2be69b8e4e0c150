#include "google/wire/error_body.hpp"

#include <gtest/gtest.h>

namespace gup::google {
namespace {

TEST(ErrorBody, ReadsEveryPartOfGooglesJson) {
  const auto error = decode_directory_error(403, R"({"error":{"code":403,
      "message":"Request had insufficient authentication scopes.",
      "errors":[{"message":"Insufficient Permission","domain":"global","reason":"insufficientPermissions"}],
      "status":"PERMISSION_DENIED",
      "details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}})");
  EXPECT_EQ(error.status, 403);
  EXPECT_EQ(error.reason, "insufficientPermissions");
  EXPECT_EQ(error.message, "Request had insufficient authentication scopes.");
  EXPECT_EQ(error.status_name, "PERMISSION_DENIED");
  EXPECT_EQ(error.detail, "ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  EXPECT_TRUE(error.from_google);
}

TEST(ErrorBody, AcceptsMissingParts) {
  for (const char* body :
       {R"({"error":{}})", R"({"error":{"errors":[]}})", R"({"error":{"errors":"x","details":5}})"}) {
    const auto error = decode_directory_error(500, body);
    EXPECT_TRUE(error.from_google) << body;
    EXPECT_EQ(error.reason, "") << body;
    EXPECT_EQ(error.message, "") << body;
  }
}

TEST(ErrorBody, FindsTheReasonOfKnownPlainTexts) {
  const std::pair<const char*, const char*> cases[] = {
      {"Domain cannot use apis.", "domainCannotUseApis"},
      {"Invalid domain.", "invalidDomain"},
      {"Request rate higher than configured.", "quotaExceeded"},
      {"Quota exceeded for quota metric 'Queries'", "quotaExceeded"},
      {"Quota exceeded for the current request", "quotaExceeded"},
      {"Bad Gateway", "badGateway"},
      {"<html><head><TITLE>504 Gateway Timeout</TITLE></head></html>", "gatewayTimeout"},
      {"something else", ""},
  };
  for (const auto& [body, reason] : cases) {
    const auto error = decode_directory_error(403, body);
    EXPECT_EQ(error.reason, reason) << body;
    EXPECT_FALSE(error.from_google) << body;
  }
}

TEST(ErrorBody, ReadsOnlyTheTitleOfAPage) {
  EXPECT_EQ(decode_directory_error(502, "<html><title>\n Error\t 502 </title><body>long</body>").message,
            "Error 502");
  EXPECT_EQ(decode_directory_error(502, "<html><body>no title</body>").message, "");
}

TEST(ErrorBody, TruncatesALongMessageAtACharacter) {
  std::string text;
  for (int count = 0; count < 300; ++count) text += "ü";
  const auto error = decode_directory_error(500, text);
  EXPECT_EQ(error.message.size(), 200U);
  EXPECT_EQ(decode_directory_error(500, "x" + text).message.size(), 199U);
}

TEST(ErrorBody, DropsInvalidUtf8) {
  EXPECT_EQ(decode_directory_error(500, "\xff\xfe bad").message, "");
}

TEST(ErrorBody, ReadsTheFormatOfTheTokenEndpoint) {
  const auto error = decode_token_error(
      400,
      R"({"error":"invalid_grant","error_description":"reauth related error","error_subtype":"invalid_rapt"})");
  EXPECT_EQ(error.error, "invalid_grant");
  EXPECT_EQ(error.subtype, "invalid_rapt");
}

TEST(ErrorBody, IgnoresOtherFormatsOfTheTokenEndpoint) {
  for (const char* body : {"", "<html>", "[]", R"({"error":{"code":500}})", R"({"error":"<script>"})"})
    EXPECT_EQ(decode_token_error(500, body).error, "") << body;
}

TEST(ErrorBody, DropsReasonsThatAreNotIdentifiers) {
  const auto error = decode_directory_error(
      403,
      "{\"error\":{\"message\":\"m\",\"status\":\"A\\nB\",\"errors\":[{\"reason\":\"quota\xf8x\"}],"
      "\"details\":[{\"reason\":\"<b>\"}]}}");
  EXPECT_EQ(error.reason, "");
  EXPECT_EQ(error.status_name, "");
  EXPECT_EQ(error.detail, "");
  EXPECT_EQ(error.message, "m");
}

}  // namespace
}  // namespace gup::google
