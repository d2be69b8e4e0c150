// What a provider says about a target user, and does with one.
#include "web/host/why.hpp"

#include <atomic>
#include <memory>

#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "web/blocks/actions.hpp"
#include "web/blocks/content/facts.hpp"
#include "web/blocks/content/table.hpp"
#include "web/routes/host_forms.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// A phrase as a sentence: with a capital at its start and a full stop.
std::string sentence_of(std::string phrase) {
  if (phrase.empty()) return phrase;
  if (phrase.front() >= 'a' && phrase.front() <= 'z')
    phrase.front() = static_cast<char>(phrase.front() - 'a' + 'A');
  const char last = phrase.back();
  return last == '.' || last == '!' || last == '?' ? phrase : phrase + ".";
}

std::string sentences_of(const std::vector<std::string>& phrases) {
  std::string text;
  for (const std::string& phrase : phrases)
    if (!phrase.empty()) text += (text.empty() ? "" : " ") + sentence_of(phrase);
  return text;
}

void draw_history(Html& html, Drawing& drawing, const host_sdk::Explanation& why) {
  Table table;
  table.title = tr("Changes of the last 90 days");
  table.columns = {{"when", tr("When")},
                   {"started_by", tr("Started by")},
                   {"change", tr_in("history", "Change")},
                   {"reason", tr("Why")}};
  table.empty_text = tr("No sync in the last 90 days changed this person.");
  for (const auto& change : why.history) {
    std::string word = sentence_of(change.change);
    if (!word.empty()) word.pop_back();
    table.rows.push_back({"why_run_" + std::to_string(table.rows.size()),
                          {TimeValue{change.started_at}, change.started_by, word, sentence_of(change.reason)},
                          {}});
  }
  draw_table(html, drawing, "why_history", table);
}

std::vector<Action> actions_for(const TargetUser& user, const host_sdk::Explanation& why,
                                const std::string& provider) {
  Action check;
  check.id = "check";
  check.label = tr("Ask {provider}", {{"provider", provider}});
  check.icon = "search";
  Action sync;
  sync.id = "sync";
  sync.label = tr("Sync this person");
  sync.icon = "refresh";
  Action exclude;
  exclude.id = "exclude";
  exclude.label = tr("Exclude");
  exclude.icon = "user-x";
  exclude.style = ActionStyle::danger_subtle;
  exclude.confirm = Confirm{tr("Exclude {user}?", {{"user", user.email}}),
                            tr("The next sync removes this target user, and later syncs leave the person "
                               "out. You can remove the exclusion again."),
                            Tone::danger,
                            tr("Exclude person"),
                            {}};
  if (!why.can_be_excluded) exclude.disabled = tr("This person is not synced, or is already excluded.");
  return {check, sync, exclude};
}

host_sdk::PersonRequest request_about(const Visit& visit, const TargetUser& user) {
  return {visit.company, visit.viewer.actor, user.email, visit.language};
}

/// What the provider says about the person; `problem` if it says nothing.
struct Answer {
  host_sdk::Explanation why;
  std::string problem;
};

Answer ask(Services& services, const Visit& visit, const TargetUser& user, const ProviderEntry* entry) {
  if (entry == nullptr) return {{}, tr("The plugin that manages this person is not loaded.")};
  // Shared with the call, which may run longer than this function waits for it.
  const auto explained = std::make_shared<host_sdk::Explanation>();
  const auto guarded = services.runtime.plugins().pages.calls().call(
      entry->plugin->info.id, kExplainCall, visit.company.id,
      [explained, provider = entry->provider, request = request_about(visit, user)] {
        return provider->explain(request, *explained);
      });
  if (!guarded)
    return {{}, tr("The plugin that manages this person is not responding. Try again in a minute.")};
  if (!guarded->result.done()) return {{}, guarded->result.sentence};
  return {std::move(*explained), ""};
}

void draw_answer(Html& html, Drawing& drawing, const TargetUser& user, const Answer& answer,
                 const std::string& provider, bool acts) {
  const host_sdk::Explanation& why = answer.why;
  Facts facts;
  const auto add = [&facts](const std::string& label, Value value) {
    facts.items.push_back({label, std::move(value), "", "", Tone::neutral});
  };
  const auto say = [&add](const std::string& label, const std::string& text) {
    if (!text.empty()) add(label, text);
  };
  say(tr("Not known"), answer.problem);
  say(tr("Brought in by"), sentences_of(why.reasons));
  say(tr("Kept out by"), sentences_of(why.obstacles));
  if (why.synced_at) add(tr("Last synced"), TimeValue{*why.synced_at});
  say(tr("Remarks"), sentences_of(why.remarks));
  say(tr("Next sync"), sentence_of(why.next));
  drawing.in_card = true;
  draw_facts(html, drawing, "why", facts);
  drawing.in_card = false;
  if (acts && answer.problem.empty()) draw_actions(html, drawing, actions_for(user, why, provider));
}

/// The person's row and provider; nothing for rows made by hand.
struct Managed {
  TargetUser user;
  const ProviderEntry* entry = nullptr;
};

std::optional<Managed> find_managed(Services& services, const Visit& visit, std::int64_t id) {
  auto user = services.runtime.tables().target_users.find(visit.company.id, id);
  if (!user || user->provider.empty()) return {};
  const ProviderEntry* entry = services.runtime.plugins().catalog.find_provider(user->provider);
  if (entry == nullptr) return {};
  return Managed{*std::move(user), entry};
}

Response not_managed(Services& services, const Visit& visit) {
  return message_response(
      services, visit, 404, tr("User not found"),
      tr("Nothing was changed. The user may have been deleted, or no plugin manages it."));
}

/// Back to the person's page, or to the list if the person is gone.
Response back(Services& services, const Visit& visit, std::int64_t id, Toast toast) {
  services.flashes.put(visit.viewer.session_hash, std::move(toast));
  const bool there = services.runtime.tables().target_users.find(visit.company.id, id).has_value();
  return see_other(there ? target_user_address(id) : "/company/target-users");
}

}  // namespace

std::string target_user_address(std::int64_t id) {
  return "/company/target-users/" + std::to_string(id);
}

void draw_why(Html& html, Services& services, const Visit& visit, const TargetUser& user) {
  Drawing drawing = drawing_for(services, visit, target_user_address(user.id));
  const ProviderEntry* entry = services.runtime.plugins().catalog.find_provider(user.provider);
  const Answer answer = ask(services, visit, user, entry);
  html.raw("<section class=\"card\" aria-labelledby=\"why-title\"><div class=\"card-header\">");
  html.raw("<h2 class=\"card-title\" id=\"why-title\">")
      .text(tr("From {provider}", {{"provider", provider_name(services, user.provider)}}))
      .raw("</h2></div><div class=\"card-body stack\">");
  draw_answer(html, drawing, user, answer, provider_name(services, user.provider), visit.administrator);
  html.raw("</div>").add(drawing.outside).raw("</section>");
  drawing.outside = {};
  if (answer.problem.empty()) draw_history(html, drawing, answer.why);
}

Response sync_user(Services& services, const Visit& visit, std::int64_t id, host_sdk::SyncMode mode) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto managed = find_managed(services, visit, id);
  if (!managed) return not_managed(services, visit);
  // Shared with the call, which may run longer than this request waits for it.
  struct Work {
    std::atomic<bool> started = false;
    host_sdk::Explanation explanation;
  };
  const auto work = std::make_shared<Work>();
  const auto guarded = services.runtime.plugins().pages.calls().call(
      managed->entry->plugin->info.id, kSyncPersonCall, visit.company.id,
      [work, mode, provider = managed->entry->provider,
       request = request_about(visit, managed->user)](host_sdk::TaskMonitor& monitor) {
        work->started = true;
        auto outcome = provider->synchronize_person(request, monitor, mode);
        work->explanation = std::move(outcome.explanation);
        return outcome.result;
      });
  if (!guarded && !work->started)
    return back(services, visit, id,
                {Tone::warning, tr("Several people are being synced one by one at the moment. Nothing was "
                                   "started. Try again in a minute.")});
  if (!guarded)
    return back(
        services, visit, id,
        {Tone::info, tr("The sync of this person is still running. Reload the page to see what it did.")});
  const host_sdk::Result& result = guarded->result;
  if (!result.done()) return back(services, visit, id, {Tone::danger, result.sentence});
  const host_sdk::Explanation& why = work->explanation;
  if (mode == host_sdk::SyncMode::preview)
    return back(services, visit, id,
                {Tone::info, sentences_of({why.next, host_sdk::join(why.obstacles, "; ")})});
  return back(services, visit, id, {Tone::success, tr("Synced.") + " " + sentence_of(why.next)});
}

Response exclude_user(Services& services, const Visit& visit, std::int64_t id) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto managed = find_managed(services, visit, id);
  if (!managed) return not_managed(services, visit);
  const auto guarded = services.runtime.plugins().pages.calls().call(
      managed->entry->plugin->info.id, kExcludeCall, visit.company.id,
      [provider = managed->entry->provider, request = request_about(visit, managed->user)] {
        return provider->exclude_person(request);
      });
  if (!guarded)
    return back(
        services, visit, id,
        {Tone::warning, tr("The plugin that manages this person is not responding. Try again in a minute.")});
  const host_sdk::Result& result = guarded->result;
  return back(services, visit, id, {result.done() ? Tone::success : Tone::warning, result.sentence});
}

}  // namespace sample_host::web
