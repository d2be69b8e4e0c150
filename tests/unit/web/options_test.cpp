#include "web/blocks/fields/options.hpp"

#include <gtest/gtest.h>

#include "drawn.hpp"

namespace {

using namespace host_sdk::page;
using namespace sample_host::web;
using drawn::has;

OptionsView tree() {
  OptionsView view;
  view.page_address = "/p";
  view.picker = "units";
  view.shape = PickerShape::tree;
  return view;
}

Option unit(std::string id, std::string label, bool children = false) {
  return {std::move(id), std::move(label), "", 611, children, "", false};
}

TEST(Options, OfATreeLoadChildrenOnExpansion) {
  Html html;
  draw_options(html, tree(), {{unit("id:1", "Engineering", true)}, "", {}, ""});
  EXPECT_TRUE(has(html.str(), "aria-expanded=\"false\" aria-label=\"Below Engineering\""));
  EXPECT_TRUE(has(html.str(), "options/units?shape=tree&amp;multiple=yes&amp;parent=id%3A1"));
  EXPECT_TRUE(has(html.str(), "611 users"));
}

TEST(Options, ExpandASingleRoot) {
  Html html;
  const OptionsAnswer below{{unit("id:2", "Sales")}, "", {}, ""};
  draw_options(html, tree(), {{unit("id:1", "Acme", true)}, "", {}, ""}, &below);
  EXPECT_TRUE(has(html.str(), "aria-expanded=\"true\""));
  EXPECT_TRUE(has(html.str(), "Sales"));
}

TEST(Options, FoundInATreeShowTheirPath) {
  Html html;
  OptionsView view = tree();
  view.query = "emea";
  Option found = unit("id:3", "EMEA", true);
  found.hint = "/ Sales / EMEA";
  draw_options(html, view, {{found}, "", {}, ""});
  EXPECT_TRUE(has(html.str(), "data-label=\"/ Sales / EMEA\""));
  EXPECT_FALSE(has(html.str(), "aria-expanded"));
}

TEST(Options, OfferMoreAndMoveTheFocusThere) {
  OptionsView view = tree();
  view.shape = PickerShape::list;
  Html first;
  draw_options(first, view, {{unit("1", "One")}, "51", 1284, ""});
  EXPECT_TRUE(has(first.str(), "data-total=\"1284\""));
  EXPECT_TRUE(has(first.str(), "cursor=51"));
  view.cursor = "51";
  Html more;
  draw_options(more, view, {{unit("2", "Two")}, "", 1284, ""});
  EXPECT_FALSE(has(more.str(), "<ul class=\"option-list\""));
  EXPECT_TRUE(has(more.str(), "autofocus"));
}

TEST(Options, ShowAnErrorRowWithRetryOnFailure) {
  Html html;
  draw_options_error(html, tree(), "Google did not answer.");
  EXPECT_TRUE(has(html.str(), "Google did not answer."));
  EXPECT_TRUE(has(html.str(), ">Retry</button>"));
}

TEST(Options, NameTheQueryWhenNothingMatches) {
  Html html;
  OptionsView view = tree();
  view.query = "<x>";
  draw_options(html, view, {});
  EXPECT_TRUE(has(html.str(), "No match for “&lt;x&gt;”."));
}

}  // namespace
