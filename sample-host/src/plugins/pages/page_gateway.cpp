#include "plugins/pages/page_gateway.hpp"

#include <algorithm>
#include <stdexcept>

#include "accounts/accounts.hpp"
#include "database/errors.hpp"
#include "host_sdk/loader/origin.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_rules.hpp"
#include "services/log.hpp"

namespace sample_host {

namespace page = host_sdk::page;

namespace {

/// The last part of the address to which foreign sites return.
constexpr std::string_view kCallbackName = "return";

/// The plugin could not do it, or its answer breaks the rules.
template <typename Reply>
void fail(Reply& reply, const Guarded& guarded) {
  reply.gate = Gate::failed;
  reply.sentence = guarded.result.sentence;
  reply.reference = guarded.reference;
}

std::optional<std::string> row_value(const page::Values& values) {
  const auto found = values.find("value");
  return found == values.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace

PageGateway::PageGateway(PluginCatalog& plugins, host_sdk::Companies& companies, CallbackStates& states,
                         Log& log)
    : plugins_(plugins), companies_(companies), states_(states), log_(log) {}

/// Finds page and company and checks the role; false when the reply says already why not.
template <typename Reply>
bool PageGateway::enter(std::string_view slug, std::string_view company_id, const host_sdk::Actor& actor,
                        Entry& entry, Reply& reply) const {
  entry.page = plugins_.find_page(slug);
  const auto company = companies_.find(company_id);
  if (entry.page == nullptr || !company) {
    reply.gate = Gate::unknown;
    reply.sentence = entry.page == nullptr ? "There is no page '" + std::string{slug} + "'."
                                           : "There is no company '" + std::string{company_id} + "'.";
    return false;
  }
  if (role_name(role_of(actor)) != entry.page->identity.required_role &&
      role_of(actor) != Role::administrator) {
    reply.gate = Gate::forbidden;
    reply.sentence = "This page is for the role '" + entry.page->identity.required_role + "'.";
    return false;
  }
  entry.company = *company;
  return true;
}

PageReply PageGateway::fresh_page(const Entry& entry, const host_sdk::Actor& actor,
                                  const std::map<std::string, std::string>& cursors, int table_rows) const {
  PageReply reply;
  const auto& info = entry.page->plugin->info;
  const page::PageRequest request{entry.company, actor, cursors, table_rows};
  const auto guarded = plugins_.guard().call(info.id, "page", entry.company.id,
                                             [&] { return entry.page->page->page(request, reply.page); });
  if (!guarded.result.done()) {
    fail(reply, guarded);
    return reply;
  }
  const auto broken = apply_limits(reply.page, info.redirect_origins, [&](const std::string& note) {
    log_.write(host_sdk::LogLevel::warning, info.id, entry.company.id, "its page breaks a limit: " + note);
  });
  if (!broken.empty()) {
    const auto refused = plugins_.guard().call(info.id, "page", entry.company.id, [&]() -> host_sdk::Result {
      throw std::runtime_error("the page cannot be shown: " + broken);
    });
    fail(reply, refused);
  }
  return reply;
}

PageReply PageGateway::page(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                            const std::map<std::string, std::string>& cursors, int table_rows) {
  PageReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  return fresh_page(entry, viewer.actor, cursors, table_rows);
}

/// Keeps a plugin from sending people to places that neither its manifest nor the operator names.
void PageGateway::check_redirect(const PageEntry& entry, ActionReply& reply) const {
  if (reply.answer.outcome != page::Outcome::redirect) return;
  const auto odd = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\'; };
  const auto& url = reply.answer.url;
  const auto origin =
      std::any_of(url.begin(), url.end(), odd) ? std::nullopt : host_sdk::loader::origin_of(url);
  const auto& allowed = entry.plugin->info.redirect_origins;
  if (origin && std::find(allowed.begin(), allowed.end(), *origin) != allowed.end()) return;
  log_.write(host_sdk::LogLevel::error, entry.plugin->info.id, "",
             "it wanted to redirect to " + origin.value_or("an address without an origin") +
                 ", which neither its manifest nor the host's settings allow");
  reply.gate = Gate::failed;
  reply.sentence = "The plugin wanted to send you to " + origin.value_or("a malformed address") +
                   ", which is not among its declared addresses. The platform's operator can allow it.";
  reply.answer = {};
}

ActionReply PageGateway::act(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                             const ActionInput& input) {
  ActionReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  // The role to look at a page is not enough to act on it.
  if (!may(viewer.actor, kCompanySettings)) {
    reply.gate = Gate::forbidden;
    reply.sentence = "Only an administrator of the company may do this.";
    return reply;
  }
  const auto fresh = fresh_page(entry, viewer.actor, input.cursors);
  if (fresh.gate != Gate::open) {
    reply.gate = fresh.gate;
    reply.sentence = fresh.sentence;
    reply.reference = fresh.reference;
    return reply;
  }
  if (const auto refused =
          check_action(fresh.page, viewer.actor, input.action, row_value(input.values), input.confirmation)) {
    reply.answer.outcome = page::Outcome::refused;
    reply.answer.refusal = refused->why;
    reply.answer.toast = page::Toast{page::Tone::warning, refused->sentence};
    return reply;
  }
  const auto& info = entry.page->plugin->info;
  page::ActionRequest request{
      entry.company, viewer.actor, input.action, input.revision, input.values, input.confirmation, {}};
  try {
    request.callback.url = entry.page->plugin->services->callback_url(kCallbackName);
    // Only what may leave gets a state, so that ordinary buttons leave no rows behind.
    if (find_action(fresh.page, input.action, row_value(input.values)).action->opens_external_site) {
      const auto made = states_.make(
          {info.id, std::string{slug}, entry.company.id, viewer.actor, viewer.session_hash, {}, false});
      request.callback.state = made.state;
      reply.state_hash = made.hash;
    }
  } catch (const DatabaseError& e) {
    log_.error(entry.company.id, e.what());
    reply.gate = Gate::failed;
    reply.sentence = "The platform's database is not responding. Nothing was changed.";
    return reply;
  }
  const auto guarded = plugins_.guard().call(info.id, "act", entry.company.id,
                                             [&] { return entry.page->page->act(request, reply.answer); });
  reply.result = guarded.result;
  if (!guarded.result.done()) {
    fail(reply, guarded);
    return reply;
  }
  check_redirect(*entry.page, reply);
  return reply;
}

OptionsReply PageGateway::options(std::string_view slug, std::string_view company_id, const Viewer& viewer,
                                  page::OptionsRequest request) {
  OptionsReply reply;
  Entry entry;
  if (!enter(slug, company_id, viewer.actor, entry, reply)) return reply;
  const auto fresh = fresh_page(entry, viewer.actor, {});
  if (fresh.gate == Gate::open && !has_picker(fresh.page, request.picker)) {
    reply.gate = Gate::unknown;
    reply.sentence = "The page has no picker '" + request.picker + "' at the moment.";
    return reply;
  }
  if (fresh.gate != Gate::open) {
    reply.gate = fresh.gate;
    reply.sentence = fresh.sentence;
    reply.reference = fresh.reference;
    return reply;
  }
  request.company = entry.company;
  request.actor = viewer.actor;
  request.limit = std::clamp(request.limit, 1, static_cast<int>(kMostOptions));
  const auto guarded = plugins_.guard().call(entry.page->plugin->info.id, "options", entry.company.id, [&] {
    return entry.page->page->options(request, reply.answer);
  });
  if (!guarded.result.done()) {
    fail(reply, guarded);
    return reply;
  }
  apply_limits(reply.answer);
  return reply;
}

std::vector<std::string> PageGateway::redirect_origins(std::string_view slug) const {
  const auto* entry = plugins_.find_page(slug);
  return entry == nullptr ? std::vector<std::string>{} : entry->plugin->info.redirect_origins;
}

}  // namespace sample_host
