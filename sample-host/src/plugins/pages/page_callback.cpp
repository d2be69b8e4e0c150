// PageGateway::callback: a browser comes back from an external site.
#include <memory>
#include <utility>

#include "database/errors.hpp"
#include "plugins/callbacks/callback_states.hpp"
#include "plugins/callbacks/outcome.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "services/log.hpp"

namespace sample_host {

namespace page = host_sdk::page;

namespace {

constexpr CallLimit kCallbackCall{"callback", std::chrono::seconds{30}, std::chrono::seconds{60}};

/// The parameter `state`, which the external site returns unchanged (RFC 6749, section 4.1.2).
std::string state_of(const std::map<std::string, std::string>& params) {
  const auto found = params.find("state");
  return found == params.end() ? std::string{} : found->second;
}

}  // namespace

CallbackReply PageGateway::callback(std::string_view plugin_id, std::string_view name,
                                    const std::map<std::string, std::string>& params,
                                    std::string_view session_hash) {
  CallbackReply reply;
  try {
    const auto checked = states_.redeem(plugin_id, state_of(params), session_hash);
    if (checked.expected) {
      reply.page_slug = checked.expected->page_slug;
      reply.company_id = checked.expected->company_id;
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
      reply.sentence = "The page that started this sign-in no longer exists. Nothing has changed.";
    } else {
      // Shared with the call, which may run longer than this function waits for it.
      struct Exchange {
        page::CallbackRequest request;
        page::ActionAnswer answer;
      };
      const auto exchange = std::make_shared<Exchange>();
      exchange->request = {*company, checked.expected->actor, std::string{name}, params,
                           entry->plugin->services->callback_url(name)};
      const auto guarded = calls_.call(
          entry->plugin->info.id, kCallbackCall, company->id,
          [exchange, hook = entry->page] { return hook->callback(exchange->request, exchange->answer); });
      if (!guarded) {
        reply.gate = Gate::busy;
        reply.sentence = busy_sentence(entry->plugin->info.id);
      } else {
        reply.answer = std::move(exchange->answer);
        reply.result = guarded->result;
        if (!guarded->result.done()) {
          reply.gate = Gate::failed;
          reply.sentence = guarded->result.sentence;
          reply.reference = guarded->reference;
        }
      }
    }
    states_.put_outcome(checked.hash, write_outcome(reply));
  } catch (const DatabaseError& e) {
    log_.error(reply.company_id,
               std::string{"callback_failed plugin="} + std::string{plugin_id} + " reason=" + e.what());
    reply.gate = Gate::failed;
    reply.sentence = "The platform's database is not responding. Start again later.";
  }
  return reply;
}

}  // namespace sample_host
