#include "plugins/pages/page_gateway.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "accounts/accounts.hpp"
#include "accounts/password.hpp"
#include "database/host_database.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/network.hpp"
#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/page_rules/fields.hpp"
#include "host_sdk/page_rules/limits.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "http/wiping.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "services/log.hpp"

namespace sample_host {

namespace page = host_sdk::page;
using host_sdk::tr;

namespace {

/// The last part of the callback address.
constexpr std::string_view kCallbackName = "return";

// The SDK's time limits of the hooks, and how much longer the host waits.
constexpr CallLimit kPageCall{"page", std::chrono::seconds{2}, std::chrono::seconds{10}};
constexpr CallLimit kActCall{"act", std::chrono::seconds{10}, std::chrono::seconds{60}};
// Google may hang for several companies at once.
constexpr CallLimit kOptionsCall{"options", std::chrono::seconds{10}, std::chrono::seconds{30}, 6, 2, 3};
constexpr CallLimit kCallbackCall{"callback", std::chrono::seconds{30}, std::chrono::seconds{60}, 4, 2, 2};

/// The number of calls to hooks from elsewhere: those about one person, and the metrics.
constexpr std::size_t kOtherCalls =
    kExplainCall.most_at_once() + kExcludeCall.most_at_once() + kSyncPersonCall.most_at_once() + 1;

// Where one hook blocks, the others still have their calls.
static_assert(kPageCall.most_at_once() + kActCall.most_at_once() + kOptionsCall.most_at_once() +
                  kCallbackCall.most_at_once() + kOtherCalls <=
              PluginSlots::most_of_one(PageCalls::kSharedSlots));

/// The plugin failed, or its answer breaks the rules.
template <typename Reply>
void fail(Reply& reply, const Guarded& guarded) {
  reply.gate = Gate::failed;
  reply.sentence = guarded.result.sentence;
  reply.reference = guarded.reference;
}

template <typename Reply>
void set_busy(Reply& reply, const std::string& plugin_id) {
  reply.gate = Gate::busy;
  reply.sentence =
      tr("The plugin '{plugin}' is not responding. Everything else works. Try again in a minute.",
         {{"plugin", plugin_id}});
}

/// The parameter `state`, which the external site returns unchanged (RFC 6749, section 4.1.2).
std::string state_of(const std::map<std::string, std::string>& params) {
  const auto found = params.find("state");
  return found == params.end() ? std::string{} : found->second;
}

}  // namespace

ActionInput::~ActionInput() {
  http::wipe(values);
}

PageGateway::PageGateway(PluginCatalog& plugins, host_sdk::Companies& companies, CallbackStates& states,
                         Log& log)
    : plugins_(plugins), companies_(companies), states_(states), log_(log), calls_(plugins.guard(), log) {}

/// Finds the page and the company and checks the role. Returns false after setting the reason in `reply`.
template <typename Reply>
bool PageGateway::enter(std::string_view slug, std::string_view company_id, const host_sdk::Actor& actor,
                        Entry& entry, Reply& reply) const {
  entry.page = plugins_.find_page(slug);
  const auto company = companies_.find(company_id);
  if (entry.page == nullptr && company && plugins_.has_waiting()) {
    reply.gate = Gate::busy;
    reply.sentence =
        tr("No plugin with the page '{page}' is running yet. A plugin that cannot start is retried "
           "automatically.",
           {{"page", slug}});
    return false;
  }
  if (entry.page == nullptr || !company) {
    reply.gate = Gate::unknown;
    reply.sentence = entry.page == nullptr
                         ? tr("There is no page '{page}'.", {{"page", slug}})
                         : tr("There is no company '{company}'.", {{"company", company_id}});
    return false;
  }
  if (role_name(role_of(actor)) != entry.page->identity.required_role &&
      role_of(actor) != Role::administrator) {
    reply.gate = Gate::forbidden;
    reply.sentence =
        tr("This page is for the role '{role}'.", {{"role", entry.page->identity.required_role}});
    return false;
  }
  entry.company = *company;
  return true;
}

PageReply PageGateway::fresh_page(const Entry& entry, const host_sdk::Actor& actor, const PageView& view,
                                  int table_rows) {
  PageReply reply;
  const auto& info = entry.page->plugin->info;
  // Shared with the call, which may run longer than this function waits for it.
  struct Exchange {
    page::PageRequest request;
    page::Page page;
  };
  const auto exchange = std::make_shared<Exchange>();
  exchange->request = {entry.company,
                       actor,
                       view.cursors,
                       table_rows,
                       page::usable_parameters(view.parameters),
                       view.path,
                       view.whole,
                       std::string(host_sdk::current_language())};
  const auto guarded = calls_.call(info.id, kPageCall, entry.company.id, [exchange, hook = entry.page->page] {
    return hook->page(exchange->request, exchange->page);
  });
  if (!guarded) {
    set_busy(reply, info.id);
    return reply;
  }
  if (!guarded->result.done()) {
    fail(reply, *guarded);
    return reply;
  }
  reply.page = std::move(exchange->page);
  if (!reply.page.exists) {
    reply.gate = Gate::unknown;
    reply.sentence = tr("There is no such page.");
    return reply;
  }
  const auto report_cut = [&](const std::string& note) {
    log_.write(host_sdk::LogLevel::warning, info.id, entry.company.id,
               LogLine("page_shortened").with("page", entry.page->identity.slug).with("reason", note).text());
  };
  const auto invalid = page::apply_limits(reply.page, info.redirect_origins, report_cut,
                                          table_rows > 0 ? page::kExportedPage
                                          : view.whole   ? page::kWholePage
                                                         : page::kShownPage);
  if (!invalid.empty()) {
    reply.gate = Gate::failed;
    reply.reference = random_token(6);
    reply.sentence = tr("The plugin '{plugin}' returned an invalid page: {problem}.",
                        {{"plugin", info.id}, {"problem", invalid}});
    log_.write(host_sdk::LogLevel::error, info.id, entry.company.id,
               LogLine("page_invalid")
                   .with("page", entry.page->identity.slug)
                   .with("reference", reply.reference)
                   .with("reason", invalid)
                   .text());
  }
  return reply;
}

PageReply PageGateway::page(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                            const PageView& view, int table_rows) {
  PageReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  return fresh_page(entry, viewer.actor, view, table_rows);
}

/// Refuses redirects to origins that neither the manifest nor host.yaml names.
void PageGateway::check_redirect(const PageEntry& entry, ActionReply& reply) const {
  if (reply.answer.outcome != page::Outcome::redirect) return;
  const auto forbidden = [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\';
  };
  const auto& url = reply.answer.url;
  const auto origin =
      std::any_of(url.begin(), url.end(), forbidden) ? std::nullopt : host_sdk::origin_of(url);
  const auto& allowed = entry.plugin->info.redirect_origins;
  if (origin && std::find(allowed.begin(), allowed.end(), *origin) != allowed.end()) return;
  log_.write(host_sdk::LogLevel::error, entry.plugin->info.id, "",
             LogLine("redirect_refused")
                 .with("origin", origin.value_or("malformed"))
                 .with("reason", "neither the manifest nor host.yaml allows it")
                 .text());
  reply.gate = Gate::failed;
  reply.sentence = tr(
      "The plugin redirects to {origin}, which is not one of its declared origins. The platform's operator "
      "can allow it.",
      {{"origin", origin ? *origin : tr("a malformed address")}});
  reply.answer = {};
}

ActionReply PageGateway::act(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                             const ActionInput& input) {
  ActionReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  // A role that may open a page may not necessarily act on it.
  if (!may(viewer.actor, kCompanySettings)) {
    reply.gate = Gate::forbidden;
    reply.sentence = tr("Only an administrator of the company may do this.");
    return reply;
  }
  const auto fresh = fresh_page(entry, viewer.actor, input.view);
  if (fresh.gate != Gate::open) {
    reply.gate = fresh.gate;
    reply.sentence = fresh.sentence;
    reply.reference = fresh.reference;
    return reply;
  }
  if (const auto refused = page::check_action(fresh.page, viewer.actor, input.action,
                                              page::row_value(input.values), input.confirmation)) {
    reply.answer.outcome = page::Outcome::refused;
    reply.answer.refusal = refused->why;
    reply.answer.toast = page::Toast{page::Tone::warning, refused->sentence};
    return reply;
  }
  if (auto errors = page::check_values(fresh.page, input.values); !errors.empty()) {
    reply.answer.outcome = page::Outcome::invalid;
    reply.answer.errors = std::move(errors);
    return reply;
  }
  const auto& info = entry.page->plugin->info;
  struct Exchange {
    ~Exchange() { http::wipe(request.values); }
    page::ActionRequest request;
    page::ActionAnswer answer;
  };
  const auto exchange = std::make_shared<Exchange>();
  auto& request = exchange->request;
  request = {entry.company,
             viewer.actor,
             input.action,
             input.revision,
             input.values,
             input.confirmation,
             {},
             page::usable_parameters(input.view.parameters),
             input.view.path,
             std::string(host_sdk::current_language())};
  try {
    request.callback.url = entry.page->plugin->services->callback_url(kCallbackName);
    // Only actions that open an external site get a state, so that other buttons add no rows.
    if (page::find_action(fresh.page, input.action, page::row_value(input.values))
            .action->opens_external_site) {
      const auto made = states_.make(
          {info.id, std::string{slug}, entry.company.id, viewer.actor, viewer.session_hash, {}, false});
      request.callback.state = made.state;
      reply.state_hash = made.hash;
    }
  } catch (const SqlError& e) {
    log_.warning(entry.company.id,
                 LogLine("callback_state_not_stored").with("plugin", info.id).with("reason", e.what()));
    reply.gate = Gate::failed;
    reply.sentence = tr("The platform's database is not responding. Nothing was done. Try again later.");
    return reply;
  }
  const auto guarded = calls_.call(info.id, kActCall, entry.company.id, [exchange, hook = entry.page->page] {
    return hook->act(exchange->request, exchange->answer);
  });
  if (!guarded) {
    set_busy(reply, info.id);
    return reply;
  }
  reply.answer = std::move(exchange->answer);
  reply.result = guarded->result;
  if (!guarded->result.done()) {
    fail(reply, *guarded);
    return reply;
  }
  reply.answer.parameters = page::usable_parameters(reply.answer.parameters);
  if (reply.answer.path && !page::is_page_path(*reply.answer.path)) reply.answer.path.reset();
  if (reply.answer.file) reply.answer.file->name = page::usable_file_name(reply.answer.file->name);
  check_redirect(*entry.page, reply);
  return reply;
}

OptionsReply PageGateway::options(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                  page::OptionsRequest request, const PageView& view) {
  OptionsReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  auto fresh = fresh_page(entry, viewer.actor, view);
  if (fresh.gate == Gate::open && page::find_picker(fresh.page, request.picker) == nullptr) {
    reply.gate = Gate::unknown;
    reply.sentence = tr("The page has no picker '{picker}' at the moment.", {{"picker", request.picker}});
    return reply;
  }
  if (fresh.gate != Gate::open) {
    reply.gate = fresh.gate;
    reply.sentence = fresh.sentence;
    reply.reference = fresh.reference;
    return reply;
  }
  // Someone may browse a picker while another field of the form holds something that does not fit.
  reply.left_out = page::check_values(fresh.page, request.values);
  for (const auto& [field, sentences] : reply.left_out) request.values.erase(field);
  struct Exchange {
    ~Exchange() { http::wipe(request.values); }
    page::OptionsRequest request;
    page::OptionsAnswer answer;
  };
  const auto exchange = std::make_shared<Exchange>();
  request.company = entry.company;
  request.actor = viewer.actor;
  request.language = host_sdk::current_language();
  request.limit = std::clamp(request.limit, 1, static_cast<int>(page::kMostOptions));
  exchange->request = std::move(request);
  const auto& plugin_id = entry.page->plugin->info.id;
  const auto guarded = calls_.call(
      plugin_id, kOptionsCall, entry.company.id,
      [exchange, hook = entry.page->page] { return hook->options(exchange->request, exchange->answer); });
  if (!guarded) {
    set_busy(reply, plugin_id);
    return reply;
  }
  if (!guarded->result.done()) {
    fail(reply, *guarded);
    return reply;
  }
  reply.answer = std::move(exchange->answer);
  page::apply_limits(reply.answer);
  return reply;
}

CallbackReply PageGateway::callback(std::string_view plugin_id, std::string_view name,
                                    const std::map<std::string, std::string>& params,
                                    const std::vector<std::string>& session_hashes) {
  CallbackReply reply;
  try {
    const auto checked = states_.redeem(plugin_id, state_of(params), session_hashes);
    if (checked.expected) {
      reply.page_slug = checked.expected->page_slug;
      reply.company_id = checked.expected->company_id;
      reply.session_hash = checked.expected->session_hash;
      reply.for_command_line = checked.expected->session_hash.empty();
    }
    if (!checked.sentence.empty()) {
      reply.gate = Gate::forbidden;
      reply.sentence = checked.sentence;
      return reply;
    }
    const auto* entry = plugins_.find_page(reply.page_slug);
    const auto company = companies_.find(reply.company_id);
    if (entry == nullptr || entry->plugin->info.id != plugin_id || !company) {
      reply.gate = Gate::unknown;
      reply.sentence = tr("The page that started this sign-in no longer exists. Nothing has changed.");
    } else {
      // Shared with the call, which may run longer than this function waits for it.
      struct Exchange {
        ~Exchange() { http::wipe(request.params); }
        page::CallbackRequest request;
        page::ActionAnswer answer;
      };
      const auto exchange = std::make_shared<Exchange>();
      exchange->request = {*company,
                           checked.expected->actor,
                           std::string{name},
                           params,
                           entry->plugin->services->callback_url(name),
                           std::string(host_sdk::current_language())};
      const auto guarded = calls_.call(
          entry->plugin->info.id, kCallbackCall, company->id,
          [exchange, hook = entry->page] { return hook->callback(exchange->request, exchange->answer); });
      if (!guarded) {
        set_busy(reply, entry->plugin->info.id);
      } else {
        reply.answer = std::move(exchange->answer);
        reply.result = guarded->result;
        if (!guarded->result.done()) fail(reply, *guarded);
      }
    }
    states_.put_outcome(checked.hash, write_outcome(reply));
  } catch (const SqlError& e) {
    log_.warning(reply.company_id,
                 LogLine("callback_failed").with("plugin", plugin_id).with("reason", e.what()));
    reply.gate = Gate::failed;
    reply.sentence = tr("The platform's database is not responding. Start again later.");
  }
  return reply;
}

std::vector<std::string> PageGateway::redirect_origins(std::string_view slug) const {
  const auto* entry = plugins_.find_page(slug);
  return entry == nullptr ? std::vector<std::string>{} : entry->plugin->info.redirect_origins;
}

}  // namespace sample_host
