#include "hooks/page/build_page.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "hooks/format.hpp"
#include "hooks/page/attention/attention.hpp"
#include "hooks/page/attention/held.hpp"
#include "hooks/page/attention/replaced_groups.hpp"
#include "hooks/page/connection/connected_card.hpp"
#include "hooks/page/connection/not_connected.hpp"
#include "hooks/page/connection/service_account_page.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/fields/fields_card.hpp"
#include "hooks/page/form/sync_form.hpp"
#include "hooks/page/overview.hpp"
#include "hooks/page/person/person_card.hpp"
#include "hooks/page/person/person_history.hpp"
#include "hooks/page/runs/history.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/page/runs/progress.hpp"
#include "hooks/page/runs/run_page.hpp"
#include "hooks/page/runs/tiles.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "hooks/page/settings_file/settings_file_card.hpp"
#include "hooks/page/settings_page.hpp"
#include "hooks/page/status.hpp"
#include "hooks/page/unavailable_actions.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Page;
using host_sdk::page::Tab;

bool is_connected(PageState state) {
  return state != PageState::not_connected && state != PageState::connecting;
}

/// Whether a sub-page has something to show in this state; the overview takes the place of others.
bool is_shown(SubPage page, const PageFacts& facts, PageState state) {
  switch (page) {
    case SubPage::settings:
      // Before the first sync, the overview has the settings.
      return is_connected(state) && state != PageState::unlinking && state != PageState::not_set_up;
    case SubPage::exclusions:
    case SubPage::fields:
    case SubPage::settings_file:
    case SubPage::removals:
      return is_connected(state) && state != PageState::unlinking;
    case SubPage::service_account:
      return state != PageState::connecting && state != PageState::unlinking;
    case SubPage::people:
      return !facts.runs.empty();
    case SubPage::overview:
    case SubPage::runs:
    case SubPage::run:
      break;
  }
  return true;
}

std::string title_of(SubPage page) {
  switch (page) {
    case SubPage::exclusions:
      return tr("Exclusions");
    case SubPage::fields:
      return tr("Fields");
    case SubPage::settings_file:
      return tr("Settings as a file");
    case SubPage::removals:
      return tr("Held removals");
    case SubPage::service_account:
      return tr("Service account");
    default:
      return kPageTitle;
  }
}

SubPage tab_of(SubPage page, PageState state) {
  switch (page) {
    case SubPage::exclusions:
    case SubPage::fields:
    case SubPage::settings_file:
      return state == PageState::not_set_up ? SubPage::overview : SubPage::settings;
    case SubPage::run:
      return SubPage::runs;
    case SubPage::service_account:
      return SubPage::overview;
    default:
      return page;
  }
}

std::vector<Tab> tabs_of(const PageFacts& facts, PageState state) {
  std::vector<Tab> tabs;
  const auto add_tab = [&](std::string label, SubPage page, std::int64_t count = 0) {
    if (is_shown(page, facts, state)) tabs.push_back({std::move(label), path_of(page), count});
  };
  add_tab(tr("Overview"), SubPage::overview);
  const std::int64_t held = facts.removals.held;
  if (offers_removals(facts.removals, state))
    add_tab(held > 0 ? tr("Held removals") : tr("Kept users"), SubPage::removals, held);
  add_tab(tr("Settings"), SubPage::settings);
  add_tab(tr("Syncs"), SubPage::runs);
  add_tab(tr("People"), SubPage::people);
  // Before the first sync, there is only the overview.
  const bool is_first =
      state == PageState::not_set_up || (state == PageState::running && !facts.schedule.next);
  if ((!is_connected(state) || is_first) && facts.runs.empty()) tabs.clear();
  return tabs;
}

void draw_run(const HookContext& context, const PageFacts& facts, PageState state, const View& view,
              Page& page) {
  const auto run = shown_run(facts, context.store, view);
  page.exists = run.has_value();
  if (!run) return;
  page.title = run_title(run->kind);
  page.title_time = run->started_at;
  // The history has no previews.
  if (run->kind == RunKind::preview) page.tab = path_of(SubPage::overview);
  if (run->state == RunState::running && is_live(facts.activity))
    page.blocks.push_back(progress_card(facts, state, false));
  append(page.blocks, run_page(context, facts, state, *run, view));
}

void draw_settings(const HookContext& context, const PageFacts& facts, PageState state, Page& page) {
  Store& store = context.store;
  const SyncFormFacts form =
      read_sync_form_facts(context, facts, store.holdings(facts.company.id), valid_preview(store, facts));
  page.blocks = settings_page(store, facts, read_schedule_facts(context, facts), form, state);
}

/// Requires a connected company; as `draw_fields`.
void draw_exclusions(Store& store, const PageFacts& facts, const std::optional<Run>& preview,
                     const View& view, Page& page) {
  const ExclusionFacts exclusions = read_exclusion_facts(store, facts, preview);
  page.blocks.push_back(exclusions_card(facts.company.id, exclusions, store, view));
  std::ranges::move(unavailable_actions(exclusions), std::back_inserter(page.unavailable_actions));
}

void draw_fields(const HookContext& context, const PageFacts& facts, const View& view, Page& page) {
  const FieldFacts fields = read_field_facts(context, facts.company.id, view);
  page.blocks.push_back(fields_card(facts, fields));
  std::ranges::move(unavailable_actions(fields), std::back_inserter(page.unavailable_actions));
}

void draw_sub_page(const HookContext& context, const PageFacts& facts, PageState state, const View& view,
                   Page& page) {
  Store& store = context.store;
  const SubPage shown = is_shown(view.place.page, facts, state) ? view.place.page : SubPage::overview;
  page.title = title_of(shown);
  page.tabs = tabs_of(facts, state);
  page.tab = path_of(tab_of(shown, state));
  switch (shown) {
    case SubPage::overview:
      draw_overview(context, facts, state, page);
      break;
    case SubPage::settings:
      draw_settings(context, facts, state, page);
      break;
    case SubPage::exclusions:
      draw_exclusions(store, facts, valid_preview(store, facts), view, page);
      break;
    case SubPage::fields:
      draw_fields(context, facts, view, page);
      break;
    case SubPage::settings_file:
      page.blocks = {settings_file_card(context, facts.company.id, view)};
      break;
    case SubPage::runs:
      page.blocks = {history_card(facts.company.id, store, view)};
      break;
    case SubPage::run:
      draw_run(context, facts, state, view, page);
      break;
    case SubPage::removals:
      page.blocks = removals_page(facts, state, store, view);
      break;
    case SubPage::people:
      page.blocks = people_page(context, facts, state, view);
      break;
    case SubPage::service_account:
      page.blocks = service_account_page(facts.connection);
      break;
  }
}

/// Everything that the sub-pages of a connected company show and offer, except its runs.
void draw_whole_connected(const HookContext& context, const PageFacts& facts, PageState state,
                          const View& view, Page& page) {
  Store& store = context.store;
  const Store::Holdings holdings = store.holdings(facts.company.id);
  const ScheduleFacts schedule = read_schedule_facts(context, facts);
  page.aside = {connected_card(facts, holdings, state, true)};
  page.unlink = unlink_action(facts, holdings, state);
  page.blocks = attention_notices(facts, schedule, store, state, true);
  const bool live = is_live(facts.activity);
  if (live) page.blocks.push_back(progress_card(facts, state, true));
  if (state == PageState::unlinking) return;
  if (state != PageState::not_set_up) page.blocks.push_back(tiles_card(facts, schedule, holdings));
  append(page.blocks,
         replaced_groups_card(selected_replaced_groups(store, facts), facts.saved.revision, state));
  if (offers_removals(facts.removals, state)) page.blocks.push_back(held_card(facts, store, view));
  const auto preview = valid_preview(store, facts);
  if (preview && !live) page.blocks.push_back(preview_card(*preview, store, view));
  page.blocks.push_back(
      sync_form(facts, read_sync_form_facts(context, facts, holdings, preview), state, true));
  page.blocks.push_back(schedule_card(facts, schedule, state));
  draw_exclusions(store, facts, preview, view, page);
  draw_fields(context, facts, view, page);
  page.blocks.push_back(settings_file_card(context, facts.company.id, view));
  page.blocks.push_back(person_card(context, facts, state, view));
}

/// Everything that the sub-pages show and offer, for a command line.
void draw_whole(const HookContext& context, const PageFacts& facts, PageState state, const View& view,
                Page& page) {
  Store& store = context.store;
  const std::string& company_id = facts.company.id;
  page.title = kPageTitle;
  page.actions = header_actions(facts.activity, state, true);
  if (is_connected(state))
    draw_whole_connected(context, facts, state, view, page);
  else if (state == PageState::connecting)
    page.blocks = {progress_card(facts, state, true)};
  else
    page.blocks = not_connected_cards(facts, true);
  const bool has_history = !facts.runs.empty();
  if (!has_history && !is_connected(state)) return;
  if (const auto run = shown_run(facts, store, view))
    append(page.blocks, run_page(context, facts, state, *run, view));
  page.blocks.push_back(history_card(company_id, store, view));
  if (has_history) page.blocks.push_back(person_history(company_id, store, view));
}

}  // namespace

Page build_page(const HookContext& context, const PageFacts& facts, const View& view) {
  const PageState state = state_of(facts);
  Page page;
  page.status = status_of(facts, state);
  page.unavailable_actions = unavailable_actions(facts, state);
  page.live = is_live(facts.activity);
  page.status.pulsing = page.live;
  if (view.whole)
    draw_whole(context, facts, state, view, page);
  else
    draw_sub_page(context, facts, state, view, page);
  return page;
}

}  // namespace gup
