#include "plan/state/link_sources.hpp"

namespace gup::plan {

void LinkSources::put(PersonNumber person, std::string_view source_id) {
  auto source = sources_.find(source_id);
  if (!source) source = sources_.number(ids_.emplace_back(source_id));
  entries_.push_back({person, *source});
}

}  // namespace gup::plan
