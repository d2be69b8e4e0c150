#include "hooks/page/build_page.hpp"

#include "hooks/page/attention/attention.hpp"
#include "hooks/page/attention/held.hpp"
#include "hooks/page/attention/replaced_groups.hpp"
#include "hooks/page/connection/connected_card.hpp"
#include "hooks/page/connection/not_connected.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/fields/fields_card.hpp"
#include "hooks/page/form/sync_form.hpp"
#include "hooks/page/person/person_card.hpp"
#include "hooks/page/person/person_history.hpp"
#include "hooks/page/runs/history.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/page/runs/progress.hpp"
#include "hooks/page/runs/run_details.hpp"
#include "hooks/page/runs/tiles.hpp"
#include "hooks/page/schedule/schedule_card.hpp"
#include "hooks/page/settings_file/settings_file_card.hpp"
#include "hooks/page/status.hpp"
#include "hooks/page/unavailable_actions.hpp"

namespace gup {
namespace {

using host_sdk::page::Block;
using host_sdk::page::Page;

void add(std::vector<Block>& blocks, std::vector<Block> more) {
  for (auto& one : more) blocks.push_back(std::move(one));
}

}  // namespace

Page build_page(const HookContext& context, const PageFacts& facts, const View& view) {
  Store& store = context.store;
  const PageState state = state_of(facts);
  const bool unlinks = state == PageState::unlinking;
  Page page;
  page.title = kPageTitle;
  page.status = status_of(facts, state);
  page.actions = header_actions(state);
  page.unavailable_actions = unavailable_actions(facts, state);
  page.live = facts.live || facts.sync_starts || facts.preview_starts || facts.dismissal_starts ||
              facts.undo_starts || facts.unlink_starts || facts.connect_starts;
  page.status.pulsing = page.live;
  if (state == PageState::connecting) {
    page.blocks = {progress_card(facts, state)};
    if (facts.runs.empty()) return page;
  } else if (state == PageState::not_connected) {
    page.blocks = not_connected_cards(facts);
    if (facts.runs.empty()) return page;
  } else {
    add(page.blocks, attention_notices(facts, state));
    if (page.live) page.blocks.push_back(progress_card(facts, state));
    if (!unlinks && state != PageState::not_set_up) page.blocks.push_back(tiles_card(facts));
    if (!unlinks && !facts.replaced_groups.empty()) page.blocks.push_back(replaced_groups_card(facts, state));
    if (offers_removals(facts, state)) page.blocks.push_back(held_card(facts, store, view));
    if (!unlinks && facts.preview && !page.live) page.blocks.push_back(preview_card(facts, store, view));
    if (!unlinks) page.blocks.push_back(sync_form(facts, state));
    if (!unlinks) page.blocks.push_back(schedule_card(facts, state));
    if (!unlinks) page.blocks.push_back(exclusions_card(facts, view));
    if (!unlinks) page.blocks.push_back(fields_card(facts));
    if (!unlinks) page.blocks.push_back(settings_file_card(facts, context, view));
    if (!unlinks) page.blocks.push_back(person_card(facts, state, view));
    page.aside = {connected_card(facts, state)};
    page.unlink = unlink_action(facts, state);
  }
  add(page.blocks, run_details(facts, state, store, view));
  page.blocks.push_back(history_card(facts, store, view));
  if (!facts.runs.empty()) page.blocks.push_back(person_history(facts, store, view));
  return page;
}

}  // namespace gup
