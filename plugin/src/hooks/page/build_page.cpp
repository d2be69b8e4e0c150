#include "hooks/page/build_page.hpp"

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

/// Everything that the sub-pages show and offer, for a command line.
std::vector<Block> everything(const HookContext& context, const PageFacts& facts, PageState state,
                              const View& view) {
  Store& store = context.store;
  std::vector<Block> blocks;
  if (state == PageState::connecting) {
    blocks = {progress_card(facts, state, true)};
  } else if (state == PageState::not_connected) {
    blocks = not_connected_cards(facts, true);
  } else {
    append(blocks, attention_notices(facts, state, true));
    if (is_live(facts)) blocks.push_back(progress_card(facts, state, true));
    if (state != PageState::unlinking) {
      if (state != PageState::not_set_up) blocks.push_back(tiles_card(facts));
      if (!facts.replaced_groups.empty()) blocks.push_back(replaced_groups_card(facts, state));
      if (offers_removals(facts, state)) blocks.push_back(held_card(facts, store, view));
      if (facts.preview && !is_live(facts)) blocks.push_back(preview_card(facts, store, view));
      blocks.push_back(sync_form(facts, state, true));
      blocks.push_back(schedule_card(facts, state));
      blocks.push_back(exclusions_card(facts, store, view));
      blocks.push_back(fields_card(facts));
      blocks.push_back(settings_file_card(facts, context, view));
      blocks.push_back(person_card(facts, state, view));
    }
  }
  const bool has_history = !facts.runs.empty();
  if (!has_history && (state == PageState::connecting || state == PageState::not_connected)) return blocks;
  if (const auto run = shown_run(facts, store, view))
    append(blocks, run_page(facts, state, *run, store, view));
  blocks.push_back(history_card(facts, store, view));
  if (has_history) blocks.push_back(person_history(facts, store, view));
  return blocks;
}

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
  if (offers_removals(facts, state))
    add_tab(facts.held > 0 ? tr("Held removals") : tr("Kept users"), SubPage::removals, facts.held);
  add_tab(tr("Settings"), SubPage::settings);
  add_tab(tr("Syncs"), SubPage::runs);
  add_tab(tr("People"), SubPage::people);
  // Before the first sync, there is only the overview.
  const bool is_first = state == PageState::not_set_up || (state == PageState::running && !facts.next_sync);
  if ((!is_connected(state) || is_first) && facts.runs.empty()) tabs.clear();
  return tabs;
}

void fill_run_page(const HookContext& context, const PageFacts& facts, PageState state, const View& view,
                   Page& page) {
  const auto run = shown_run(facts, context.store, view);
  page.exists = run.has_value();
  if (!run) return;
  page.title = run_title(run->kind);
  page.title_time = run->started_at;
  // The history has no previews.
  if (run->kind == RunKind::preview) page.tab = path_of(SubPage::overview);
  if (run->state == RunState::running && is_live(facts))
    page.blocks.push_back(progress_card(facts, state, false));
  append(page.blocks, run_page(facts, state, *run, context.store, view));
}

void fill(const HookContext& context, const PageFacts& facts, PageState state, const View& view, Page& page) {
  Store& store = context.store;
  const SubPage shown = is_shown(view.place.page, facts, state) ? view.place.page : SubPage::overview;
  page.title = title_of(shown);
  page.tabs = tabs_of(facts, state);
  page.tab = path_of(tab_of(shown, state));
  switch (shown) {
    case SubPage::overview:
      page.actions = header_actions(facts, state, false);
      page.blocks = overview(context, facts, state);
      if (is_connected(state)) page.aside = {connected_card(facts, state, false)};
      if (is_connected(state)) page.unlink = unlink_action(facts, state);
      page.invitation = invitation_to_connect(facts, state);
      break;
    case SubPage::settings:
      page.blocks = settings_page(facts, state);
      break;
    case SubPage::exclusions:
      page.blocks = {exclusions_card(facts, store, view)};
      break;
    case SubPage::fields:
      page.blocks = {fields_card(facts)};
      break;
    case SubPage::settings_file:
      page.blocks = {settings_file_card(facts, context, view)};
      break;
    case SubPage::runs:
      page.blocks = {history_card(facts, store, view)};
      break;
    case SubPage::run:
      fill_run_page(context, facts, state, view, page);
      break;
    case SubPage::removals:
      page.blocks = removals_page(facts, state, store, view);
      break;
    case SubPage::people:
      page.blocks = people_page(facts, state, store, view);
      break;
    case SubPage::service_account:
      page.blocks = service_account_page(facts);
      break;
  }
}

}  // namespace

Page build_page(const HookContext& context, const PageFacts& facts, const View& view) {
  const PageState state = state_of(facts);
  Page page;
  page.status = status_of(facts, state);
  page.unavailable_actions = unavailable_actions(facts, state);
  page.live = is_live(facts);
  page.status.pulsing = page.live;
  if (!view.whole) {
    fill(context, facts, state, view, page);
    return page;
  }
  page.title = kPageTitle;
  page.actions = header_actions(facts, state, true);
  page.blocks = everything(context, facts, state, view);
  if (is_connected(state)) {
    page.aside = {connected_card(facts, state, true)};
    page.unlink = unlink_action(facts, state);
  }
  return page;
}

}  // namespace gup
