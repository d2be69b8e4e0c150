#include "web/html.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace {

using sample_host::web::Html;
using sample_host::web::Lit;

// Unescaped text does not compile: only a literal converts to markup.
static_assert(!std::is_convertible_v<std::string, Lit>);
static_assert(!std::is_convertible_v<std::string_view, Lit>);

TEST(Html, EscapesSpecialCharacters) {
  Html html;
  html.text("<script>alert(\"1\" & '2')</script>");
  EXPECT_EQ(html.str(), "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
}

TEST(Html, EscapesAttributeValues) {
  Html html;
  html.raw("<a").attr("href", "/?a=\"><b>").raw(">");
  EXPECT_EQ(html.str(), "<a href=\"/?a=&quot;&gt;&lt;b&gt;\">");
}

TEST(Html, KeepsUtf8AndReplacesInvalidBytes) {
  Html html;
  html.text("Zoë \xF0\x9F\x98\x80 \xC3( \xE2\x82");
  EXPECT_EQ(html.str(), "Zoë \xF0\x9F\x98\x80 \xEF\xBF\xBD( \xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Html, ReplacesControlCharacters) {
  Html html;
  html.text(std::string("a\0b\x1B", 4) + "\n");
  EXPECT_EQ(html.str(),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\n");
}

TEST(Html, WritesAFlagOnlyWhenItIsSet) {
  Html html;
  html.raw("<input").flag("checked", true).flag("disabled", false).raw(">");
  EXPECT_EQ(html.str(), "<input checked>");
}

TEST(Html, CountsWithPluralsAndCommas) {
  EXPECT_EQ(sample_host::web::users_so_far({1, false}), "1 user");
  EXPECT_EQ(sample_host::web::users_so_far({5000, true}), "5,000 or more users");
}

}  // namespace
