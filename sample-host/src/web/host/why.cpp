// What a provider says about a target user.
#include "web/host/why.hpp"

#include <memory>

#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "web/blocks/content/facts.hpp"
#include "web/blocks/content/table.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr CallLimit kExplainCall{"explain", std::chrono::seconds{2}, std::chrono::seconds{10}};

void draw_history(Html& html, Drawing& drawing, const host_sdk::Explanation& why) {
  Table table;
  table.title = "What syncs did";
  table.columns = {{"when", "When", Align::start},
                   {"started_by", "Started by", Align::start},
                   {"change", "Change", Align::start},
                   {"reason", "Why", Align::start}};
  table.empty_text = "No sync of the last 90 days names this person.";
  for (const auto& change : why.history)
    table.rows.push_back({"why_run_" + std::to_string(table.rows.size()),
                          {TimeValue{change.started_at}, change.started_by, change.change, change.reason},
                          {}});
  draw_table(html, drawing, "why_history", table);
}

}  // namespace

void draw_why(Html& html, Services& services, const Visit& visit, const TargetUser& user) {
  Drawing drawing = drawing_for(services, visit, "/company/target-users");
  const ProviderEntry* entry = services.runtime.plugins().catalog.find_provider(user.provider);
  const auto sentence = [&](const std::string& text) {
    Facts facts;
    facts.title = "Why is this person here?";
    facts.items = {{"Answer", text, "", "", Tone::neutral}};
    draw_facts(html, drawing, "why", facts);
  };
  if (entry == nullptr) return sentence("The plugin that manages this person is not loaded.");
  // Shared with the call, which may run longer than this function waits for it.
  const auto explained = std::make_shared<host_sdk::Explanation>();
  const auto guarded = services.runtime.plugins().pages.calls().call(
      entry->plugin->info.id, kExplainCall, visit.company.id,
      [explained, provider = entry->provider, company = visit.company, email = user.email] {
        return provider->explain(company, email, *explained);
      });
  if (!guarded) return sentence("The plugin that manages this person is not responding.");
  if (!guarded->result.done()) return sentence(guarded->result.sentence);
  const host_sdk::Explanation why = std::move(*explained);
  Facts facts;
  facts.title = "Why is this person here?";
  const auto add = [&facts](const char* label, const std::string& text) {
    if (!text.empty()) facts.items.push_back({label, text, "", "", Tone::neutral});
  };
  add("Brought in by", host_sdk::join(why.reasons, "; "));
  add("Needs attention", host_sdk::join(why.obstacles, "; "));
  add("Remarks", host_sdk::join(why.remarks, "; "));
  add("Next sync", why.next);
  draw_facts(html, drawing, "why", facts);
  draw_history(html, drawing, why);
}

}  // namespace sample_host::web
