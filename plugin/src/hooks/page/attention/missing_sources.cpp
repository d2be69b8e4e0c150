#include "hooks/page/attention/missing_sources.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {

using host_sdk::page::Action;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::PageLink;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;

std::vector<SettingsUsed::MissingSource> missing_sources(const PageFacts& facts) {
  const Run* last = history_of(facts.runs).last;
  const SyncSettings& settings = facts.saved.settings;
  if (last == nullptr || !last->settings_used || settings.scope != SyncScope::chosen) return {};
  const auto& selected =
      settings.source == SyncSource::groups ? settings.groups : settings.organizational_units;
  auto sources = last->settings_used->missing_sources;
  std::erase_if(sources, [&](const SettingsUsed::MissingSource& source) {
    return std::ranges::find(selected, source.id) == selected.end();
  });
  return sources;
}

Block missing_sources_card(const std::vector<SettingsUsed::MissingSource>& sources, const Run& run) {
  Table table;
  table.columns = {{"source", tr("Unit or group"), Align::start},
                   {"cause", tr("What happened"), Align::start},
                   {"since", tr("Missing since"), Align::start},
                   {"people", tr("People who stay"), Align::end}};
  for (const auto& source : sources) {
    Action take_out;
    take_out.id = kTakeOutSource;
    take_out.label = tr("Remove from selection");
    take_out.value = source.id;
    table.rows.push_back({"missing_" + std::to_string(table.rows.size()),
                          {source.name, with_capital(stored_text(source.cause)), TimeValue{source.since},
                           PageLink{tr_count("{count} person", "{count} people", source.people),
                                    address_of_run(run.id, {{kKindParameter, "frozen"}})}},
                          std::move(take_out)});
  }
  Section section;
  section.title = tr("Missing in Google");
  section.hint = tr(
      "Their people stay as they are. When you remove a unit or group from the selection, its people leave "
      "with the next sync, within the removal limit, unless another selected unit or group includes them.");
  section.blocks = {block("missing_sources", std::move(table))};
  return block("missing_sources_section", std::move(section));
}

}  // namespace gup
