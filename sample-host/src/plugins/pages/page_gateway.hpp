// The only way to a plugin's page, for the web and the command line alike: it enforces on the server what the
// page declares.
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

namespace sample_host {

class CallbackStates;
class Log;
class PluginCatalog;
struct PageEntry;

/// Who asks, and from where.
struct Viewer {
  host_sdk::Actor actor;
  /// The hash of the browser's session token; empty on the command line.
  std::string session_hash;
};

/// How the host itself answers, before or instead of the plugin.
enum class Gate : std::uint8_t {
  /// The plugin was asked.
  open,
  /// There is no such page, company, plugin, picker.
  unknown,
  /// The viewer lacks the role or the permission.
  forbidden,
  /// The plugin failed, or its answer breaks the rules: `sentence` says so, `reference` leads to the log.
  failed,
};

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
  /// Holds a refusal, too, when the host itself refused a disabled, unconfirmed or unknown action.
  host_sdk::page::ActionAnswer answer;
  /// What the hook returned: not ok when the plugin could not carry out the action.
  host_sdk::Result result;
  /// The hash of the `state` that was made for this action.
  std::string state_hash;
};

struct OptionsReply {
  Gate gate = Gate::open;
  std::string sentence;
  std::string reference;
  host_sdk::page::OptionsAnswer answer;
};

struct CallbackReply {
  Gate gate = Gate::open;
  /// For every gate but `open`, and for a `state` that is unknown, used, too old or another browser's.
  std::string sentence;
  std::string reference;
  /// The page to go back to; empty when the state is unknown.
  std::string page_slug;
  std::string company_id;
  /// The return belongs to a command line: show `sentence`, or the toast, and that the window can be closed.
  bool for_command_line = false;
  host_sdk::page::ActionAnswer answer;
  host_sdk::Result result;
};

struct ActionInput {
  std::string action;
  std::optional<std::int64_t> revision;
  host_sdk::page::Values values;
  /// What was typed to confirm.
  std::string confirmation;
  /// The table pages that were shown, so that the rows' actions are found again.
  std::map<std::string, std::string> cursors;
};

/// Thread-safe. Every function may take as long as the hook that it calls: never call it on an event loop.
class PageGateway {
 public:
  PageGateway(PluginCatalog& plugins, host_sdk::Companies& companies, CallbackStates& states, Log& log);

  /// `table_rows`: how many rows a page of a table shall have; 0 leaves that to the plugin.
  [[nodiscard]] PageReply page(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                               const std::map<std::string, std::string>& cursors = {}, int table_rows = 0);

  /// Carries out an action that a fresh page offers. `callback_name` ends the address to which a foreign site
  /// returns.
  [[nodiscard]] ActionReply act(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                const ActionInput& input);

  /// `request` carries what was asked; company and actor are filled in here.
  [[nodiscard]] OptionsReply options(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                     host_sdk::page::OptionsRequest request);

  /// The return of a browser to `/plugins/<plugin_id>/callback/<name>`. Uses the state up, calls the plugin
  /// and keeps the outcome for a command line that waits.
  [[nodiscard]] CallbackReply callback(std::string_view plugin_id, std::string_view name,
                                       const std::map<std::string, std::string>& params,
                                       std::string_view session_hash);

  /// The origins to which this page may send the browser: for the form-action of its Content-Security-Policy.
  [[nodiscard]] std::vector<std::string> redirect_origins(std::string_view slug) const;

 private:
  struct Entry {
    const PageEntry* page = nullptr;
    host_sdk::Company company;
  };
  template <typename Reply>
  bool enter(std::string_view slug, std::string_view company_id, const host_sdk::Actor& actor, Entry& entry,
             Reply& reply) const;
  [[nodiscard]] PageReply fresh_page(const Entry& entry, const host_sdk::Actor& actor,
                                     const std::map<std::string, std::string>& cursors,
                                     int table_rows = 0) const;
  void check_redirect(const PageEntry& page, ActionReply& reply) const;

  PluginCatalog& plugins_;
  host_sdk::Companies& companies_;
  CallbackStates& states_;
  Log& log_;
};

}  // namespace sample_host
