// A whole page. A plain value; the limits are those of blocks.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/page/blocks.hpp"

namespace host_sdk::page {

/// The pill beside the title: one word or two for the state of things.
struct Status {
  std::string label;
  Tone tone = Tone::neutral;
  /// The state is one of movement: the pill pulses.
  bool pulsing = false;
};

/// An action that the page knows and does not draw at the moment.
struct UnavailableAction {
  /// The action's id, as in `Action`.
  std::string id;
  /// Why it is not possible now, or not yet: one sentence for the person who asks for it.
  std::string reason;
};

struct Page {
  std::string title;
  Status status;
  /// Buttons in the header.
  std::vector<Action> actions;
  std::vector<Block> blocks;
  /// The side column.
  std::vector<Block> aside;
  /// The one dangerous way out ("Unlink integration…"): drawn by the host at the end of the side column, with
  /// the host's own confirmation.
  std::optional<Action> unlink;
  /// Whoever asks for one of these nevertheless (by a stale page, a command line) is refused with its reason.
  std::vector<UnavailableAction> unavailable;
  /// The page changes by itself: the host keeps it fresh while somebody looks at it.
  bool live = false;
};

}  // namespace host_sdk::page
