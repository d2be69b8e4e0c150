// What the host asks about a page, and what the plugin answers. Plain values: a request is lent for the
// length of the call, an answer is the host's once the call has returned.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/page/page.hpp"
#include "host_sdk/page/values.hpp"

namespace host_sdk::page {

/// The fields of a form by block id; every value as the text that was posted.
using Values = std::map<std::string, std::string>;

struct PageRequest {
  Company company;
  Actor actor;
  /// The table pages that the viewer asked for: block id → cursor.
  std::map<std::string, std::string> cursors;
  /// How many rows a page of a table shall have, at most 200; 0: as many as look well. More than 0 when the
  /// host exports a table.
  int table_rows = 0;
};

/// Where a foreign site shall send the browser back, and the host's single-use proof that it was asked.
struct CallbackAddress {
  std::string url;
  /// 256 random bits, bound to the viewer's session, the plugin and the page; valid for 10 minutes.
  std::string state;
};

struct ActionRequest {
  Company company;
  Actor actor;
  std::string action;
  /// The revision of the form that was shown; absent on the command line unless given.
  std::optional<std::int64_t> revision;
  Values values;
  /// What the person typed to confirm, if the action asks for that.
  std::string confirmation;
  CallbackAddress callback;
};

struct Toast {
  Tone tone = Tone::success;
  std::string text;
};

enum class Outcome : std::uint8_t { render = 0, invalid = 1, redirect = 2, stale = 3, refused = 4 };

/// Why an action was refused.
enum class Refusal : std::uint8_t { busy = 0, forbidden = 1, limit = 2, not_possible = 3 };

/// The one answer to an action; which fields count depends on `outcome`.
struct ActionAnswer {
  Outcome outcome = Outcome::render;
  /// render (optional), refused (the sentence).
  std::optional<Toast> toast;
  /// render: the block to bring into view; empty for none.
  std::string focus;
  /// invalid: sentences by field id; the key "" is the form as a whole.
  std::map<std::string, std::vector<std::string>> errors;
  /// redirect: an address of an origin that the manifest declares.
  std::string url;
  /// stale: who saved in between, and when.
  std::string stale_by;
  std::optional<Timestamp> stale_at;
  /// refused.
  Refusal refusal = Refusal::not_possible;
  /// The kind of the job that the action started, if it did: the command line waits for it. Empty for none.
  std::string started_job;
};

struct OptionsRequest {
  Company company;
  Actor actor;
  /// The picker's block id.
  std::string picker;
  std::string query;
  /// The parent whose children are wanted (trees); empty for the roots.
  std::string parent;
  /// `OptionsAnswer::next` of the options before; empty for the first ones.
  std::string cursor;
  /// The largest number of options that are wanted; 1 to 50.
  int limit = 50;
  /// When not empty: resolve these ids to labels instead of listing.
  std::vector<std::string> ids;
  /// The form around the picker as it stands now, saved or not.
  Values values;
};

/// One item of a picker.
struct Option {
  std::string id;
  std::string label;
  std::string hint;
  /// How many people it stands for; absent when not known.
  std::optional<std::int64_t> count;
  /// It has children of its own (trees).
  bool children = false;
  /// Why it cannot be chosen now; empty when it can.
  std::string disabled;
  /// The id asked for no longer exists.
  bool gone = false;
};

struct OptionsAnswer {
  /// At most `OptionsRequest::limit`, or one for each id that was asked for.
  std::vector<Option> options;
  /// The cursor of the next options; empty at the end.
  std::string next;
  /// How many there are in all; absent when not known.
  std::optional<std::int64_t> total;
  /// A line under the list.
  std::string note;
};

struct CallbackRequest {
  Company company;
  Actor actor;
  /// The name under which the address was asked for.
  std::string name;
  /// The query parameters of the return, decoded; `state` is the one that the host has just checked and used
  /// up.
  std::map<std::string, std::string> params;
  /// The exact address (without query) to which the foreign site returned.
  std::string url;
};

}  // namespace host_sdk::page
