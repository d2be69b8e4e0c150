// A page. A plain value, with the limits of blocks.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/page/blocks.hpp"

namespace host_sdk::page {

/// The pill next to the title: the state in one or two words.
struct Status {
  std::string label;
  Tone tone = Tone::neutral;
  /// The state is in progress: the pill pulses.
  bool pulsing = false;
};

/// An action that the page supports but does not show now.
struct UnavailableAction {
  /// The action's id, as in `Action`.
  std::string id;
  /// Why it is unavailable now: one sentence for the person who requests it.
  std::string reason;
};

/// Lets someone without an account on the platform carry out one action of the page, by a link that works
/// once and for 7 days: for instance the administrator of another system, who has to consent there.
struct Invitation {
  /// The button that makes a link: "Ask your Google administrator".
  std::string label;
  /// What the invited person sees, below who asks: a heading, and what the action does.
  std::string title;
  std::string text;
  /// The id of an action of this page that `opens_external_site`.
  std::string action;
};

/// An entry of the row below the title, which leads to the page's main sub-pages.
struct Tab {
  std::string label;
  /// `PageAddress::path`.
  std::string path;
  /// Shown next to the label: how many things wait there. 0 for none.
  std::int64_t count = 0;
};

struct Page {
  /// The heading; at most 80 characters.
  std::string title;
  /// A moment that belongs to the heading, right after it: "Sync of" Nov 28, 13:35.
  std::optional<Timestamp> title_time;
  /// False if there is nothing at the requested path, for instance a run that was cleaned up: the host
  /// answers that there is no such page.
  bool exists = true;
  /// The main sub-pages; empty for a page without any.
  std::vector<Tab> tabs;
  /// The path of the tab to which this sub-page belongs.
  std::string tab;
  Status status;
  /// Buttons in the header.
  std::vector<Action> actions;
  std::vector<Block> blocks;
  /// The side column.
  std::vector<Block> aside;
  /// The action that removes the integration. The host renders it at the end of the side column.
  std::optional<Action> unlink;
  /// nullopt if no one can be invited.
  std::optional<Invitation> invitation;
  /// Requests for these actions, from an old page or a command line, are refused with the reason.
  std::vector<UnavailableAction> unavailable_actions;
  /// The page can change without an action: the host keeps it up to date while it is open.
  bool live = false;
};

}  // namespace host_sdk::page
