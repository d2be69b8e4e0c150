// Requests of the host about a page, and the plugin's answers. Plain values: a request is valid for the
// duration of the call, and an answer belongs to the host once the call has returned.
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

/// The posted fields of a form: block id → text.
using Values = std::map<std::string, std::string>;

struct PageRequest {
  Company company;
  Actor actor;
  /// The table pages that the viewer opened: block id of the table → cursor.
  std::map<std::string, std::string> cursors;
  /// The number of rows for each table, at most 5,000; 0 lets the plugin choose. Above 0 when the host
  /// exports a table, page by page: then a page may have as many rows, and 8 MiB of texts.
  int table_rows = 0;
  /// The parameters of the address at which the page is shown.
  Parameters parameters;
  /// The sub-page, as in `PageAddress::path`. From the browser: well-formed, but possibly of no sub-page.
  std::string path{};
  /// The page with all of its sub-pages as one, for readers that cannot navigate, such as a command line.
  /// `path` is empty then.
  bool whole = false;
  /// BCP 47: the language in which the person reads, for `LanguageScope`. "en" on the command line.
  /// @since 1.8
  std::string language{"en"};
};

/// Where an external site redirects the browser back to, and a single-use token against forged returns.
struct CallbackAddress {
  /// The public address, without query.
  std::string url;
  /// The `state` parameter: 256 random bits, bound to the viewer's session, the plugin and the page. Valid
  /// for 10 minutes.
  std::string state;
};

struct ActionRequest {
  Company company;
  Actor actor;
  /// `Action::id`.
  std::string action;
  /// The revision of the form that the person saw; nullopt on the command line unless given.
  std::optional<std::int64_t> revision;
  /// The values of all fields of the form; a field that the person did not set has the value of the page.
  Values values;
  /// What the person typed to confirm, if the action requires it.
  std::string confirmation;
  CallbackAddress callback;
  /// The parameters of the address at which the page was shown.
  Parameters parameters;
  /// The sub-page on which the action was; empty for the page itself and on the command line.
  std::string path{};
  /// The same as in `PageRequest`. @since 1.8
  std::string language{"en"};
};

/// A short message that disappears after some seconds.
struct Toast {
  Tone tone = Tone::success;
  std::string text;
};

/// A text file that the host offers for download, and a command line prints.
struct File {
  /// Characters of a-z, 0-9, '-' and '.', with its extension: "settings.yaml".
  std::string name;
  std::string content;
};

enum class Outcome : std::uint8_t { render = 0, invalid = 1, redirect = 2, stale = 3, refused = 4 };

/// Why an action was refused: another operation is in progress, the actor lacks a permission, a limit was
/// reached, or the current state does not allow it.
enum class Refusal : std::uint8_t { busy = 0, forbidden = 1, limit = 2, not_possible = 3 };

/// The answer to an action. The outcome decides which other fields count.
struct ActionAnswer {
  Outcome outcome = Outcome::render;
  /// For `render` (optional) and for `refused` (the sentence).
  std::optional<Toast> toast;
  /// For `render`: the page is not drawn again; the viewer gets this file.
  std::optional<File> file;
  /// For `render`: nothing was saved yet. The page keeps the entered values, with the toast's text above
  /// them.
  bool keeps_entries = false;
  /// For `render`: the id of the block to scroll to; empty for none.
  std::string focus;
  /// For `invalid`: sentences by field id; "" stands for the form as a whole.
  std::map<std::string, std::vector<std::string>> errors;
  /// For `redirect`: an address at an origin that the manifest declares.
  std::string url;
  /// For `stale`: who saved meanwhile, and when.
  std::string stale_by;
  std::optional<Timestamp> stale_at;
  /// For `stale`: what that changed, in words; empty if it is not known.
  std::string stale_changes{};
  /// For `refused`.
  Refusal refusal = Refusal::not_possible;
  /// The kind of the job that the action started, for which the command line waits; empty for none.
  std::string started_job;
  /// For `render`: the parameters of the address that is shown next, instead of those it had.
  Parameters parameters;
  /// For `render`: the sub-page that is shown next. Nullopt for the one on which the action was.
  std::optional<std::string> path;
};

struct OptionsRequest {
  Company company;
  Actor actor;
  /// The picker's block id.
  std::string picker;
  /// The search text; empty for all options.
  std::string query;
  /// For trees: lists the children of this option; empty for the roots.
  std::string parent;
  /// `OptionsAnswer::next` of the previous answer; empty for the first options.
  std::string cursor;
  /// The maximum number of options; 1 to 50.
  int limit = 50;
  /// If not empty, the request is for these options instead of a list.
  std::vector<std::string> ids;
  /// The current values of the enclosing form, saved or not.
  Values values;
  /// The same as in `PageRequest`. @since 1.8
  std::string language{"en"};
};

/// An option of a picker.
struct Option {
  std::string id;
  std::string label;
  std::string hint;
  /// How many people it contains; nullopt if unknown.
  std::optional<std::int64_t> count;
  /// For trees: it has children.
  bool children = false;
  /// Why it cannot be chosen now; empty if it can.
  std::string disabled;
  /// The requested id no longer exists.
  bool gone = false;
};

struct OptionsAnswer {
  /// At most `OptionsRequest::limit`, or one for each requested id.
  std::vector<Option> options;
  /// The cursor for the next options; empty at the end.
  std::string next;
  /// The number of options in all; nullopt if unknown.
  std::optional<std::int64_t> total;
  /// A line below the list; for requested ids a line that sums them up as the selection, instead of
  /// `Picker::summary`. Empty for none.
  std::string note;
};

/// The browser's return from an external site.
struct CallbackRequest {
  Company company;
  Actor actor;
  /// The name passed to `HostServices::callback_url`.
  std::string name;
  /// The decoded query parameters. The host has checked and consumed `state`.
  std::map<std::string, std::string> params;
  /// The exact address, without query, to which the external site redirected.
  std::string url;
  /// The language of the returning browser, as in `PageRequest`. @since 1.8
  std::string language{"en"};
};

}  // namespace host_sdk::page
