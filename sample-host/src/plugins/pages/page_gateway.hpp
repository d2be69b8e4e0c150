// Every call of a plugin's page, for the web and the command line. Enforces on the server what the page
// declares.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/companies.hpp"
#include "plugins/pages/page_calls.hpp"

namespace sample_host {

class CallbackStates;
class Log;
class PluginCatalog;
struct PageEntry;

/// The person and the browser session of a request.
struct Viewer {
  host_sdk::Actor actor;
  /// The hash of the browser's session token; empty on the command line.
  std::string session_hash;
};

/// The host's own answer, before or instead of the plugin's.
enum class Gate : std::uint8_t {
  /// The plugin answered.
  open,
  /// There is no such page, company, plugin or picker.
  unknown,
  /// The viewer lacks the role or the permission.
  forbidden,
  /// The plugin failed, or its answer breaks the rules: `sentence` says so, `reference` leads to the log.
  failed,
  /// The plugin does not answer in time, or as many of its calls run as the host allows; or there is no such
  /// page yet, because a plugin is not started.
  busy,
};

/// If the page has nothing at the path, `gate` is `unknown`.
struct PageReply {
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  host_sdk::page::Page page;
};

struct ActionReply {
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  /// The plugin's answer, or the host's: it refuses disabled, unconfirmed and unknown actions and invalid
  /// values.
  host_sdk::page::ActionAnswer answer;
  /// The hook's result.
  host_sdk::Result result;
  /// The hash of the `state` for this action; empty if it opens no external site.
  std::string state_hash;
};

struct OptionsReply {
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  /// The values that the plugin did not get, because they do not fit the page's fields: why, by field id.
  std::map<std::string, std::vector<std::string>> left_out;
  host_sdk::page::OptionsAnswer answer;
};

struct CallbackReply {
  Gate gate = Gate::open;
  /// The reason, for every gate except `open`.
  std::string sentence;
  std::string reference;
  /// The page to return to; empty if the state is unknown.
  std::string page_slug;
  std::string company_id;
  /// The hash of the session that started it; empty for a command line.
  std::string session_hash{};
  /// True if a command line waits for this: the browser shows `sentence` or the toast, and can be closed.
  bool for_command_line = false;
  host_sdk::page::ActionAnswer answer;
  host_sdk::Result result;
};

/// A page of a table that the viewer came past.
struct EarlierPage {
  /// How many rows are before it.
  std::int64_t rows_before = 0;
  /// Empty for the first page.
  std::string cursor;
};

/// Where the viewer is in a table.
struct TablePlace {
  /// The number of rows before the current page.
  std::int64_t rows_before = 0;
  /// The latest ones, in the order in which they came.
  std::vector<EarlierPage> earlier;
};

/// What of a page a viewer looks at: the query of the page's address.
struct PageView {
  /// The pages of its tables: block id → cursor.
  std::map<std::string, std::string> cursors;
  /// The plugin's own parameters; those that break a rule are left out (`usable_parameters`).
  host_sdk::page::Parameters parameters;
  /// The sub-page, well-formed (`is_page_path`).
  std::string path{};
  /// All sub-pages as one: on the command line.
  bool whole = false;
  /// The places of tables that are not at their first page, if the address names them: block id → place.
  std::map<std::string, TablePlace> places{};
};

/// What was entered is wiped at the end.
struct ActionInput {
  ActionInput() = default;
  ~ActionInput();
  ActionInput(const ActionInput&) = default;
  ActionInput(ActionInput&&) = default;
  ActionInput& operator=(const ActionInput&) = default;
  ActionInput& operator=(ActionInput&&) = default;

  std::string action;
  std::optional<std::int64_t> revision;
  host_sdk::page::Values values;
  /// The typed confirmation.
  std::string confirmation;
  /// What was shown, to find the actions of the tables' rows.
  PageView view;
};

/// Thread-safe. Every function blocks until the hook returns or its time limit ends: never call it on an
/// event loop.
class PageGateway {
 public:
  PageGateway(PluginCatalog& plugins, host_sdk::Companies& companies, CallbackStates& states, Log& log);

  /// `table_rows`: the number of rows of one page of a table; 0 lets the plugin choose.
  [[nodiscard]] PageReply page(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                               const PageView& view = {}, int table_rows = 0);

  /// Carries out an action, if a fresh page offers it and the values fit the page's fields.
  [[nodiscard]] ActionReply act(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                const ActionInput& input);

  /// Asks for options, if a fresh page has the picker. Leaves out the values that do not fit the page's
  /// fields. Sets the company and the actor of `request`. `view` is the page with the picker.
  [[nodiscard]] OptionsReply options(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                     host_sdk::page::OptionsRequest request, const PageView& view);

  /// Handles `/plugins/<plugin_id>/callback/<name>`: uses up the state, calls the plugin, and stores the
  /// outcome for a command line that waits.
  [[nodiscard]] CallbackReply callback(std::string_view plugin_id, std::string_view name,
                                       const std::map<std::string, std::string>& params,
                                       const std::vector<std::string>& session_hashes);

  /// The origins that this page may redirect to, for the form-action of its Content-Security-Policy.
  [[nodiscard]] std::vector<std::string> redirect_origins(std::string_view slug) const;

  /// The calls of the plugins' hooks: to end the waiting for them at a shutdown.
  [[nodiscard]] PageCalls& calls() { return calls_; }

 private:
  struct Entry {
    const PageEntry* page = nullptr;
    host_sdk::Company company;
  };
  template <typename Reply>
  bool enter(std::string_view slug, std::string_view company_id, const host_sdk::Actor& actor, Entry& entry,
             Reply& reply) const;
  [[nodiscard]] PageReply fresh_page(const Entry& entry, const host_sdk::Actor& actor, const PageView& view,
                                     int table_rows = 0);
  void check_redirect(const PageEntry& page, ActionReply& reply) const;

  PluginCatalog& plugins_;
  host_sdk::Companies& companies_;
  CallbackStates& states_;
  Log& log_;
  PageCalls calls_;
};

}  // namespace sample_host
