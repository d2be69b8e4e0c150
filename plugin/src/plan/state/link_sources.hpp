// Which unit or group brought whom, as the last run left it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "plan/state/person_ids.hpp"
#include "plan/state/source_table.hpp"

namespace gup::plan {

/// The stored link sources by numbers: of people, and of the sources in the order in which they came.
class LinkSources {
 public:
  struct Entry {
    PersonNumber person = 0;
    SourceIndex source = 0;
  };

  LinkSources() = default;
  LinkSources(LinkSources&&) = default;
  LinkSources& operator=(LinkSources&&) = default;

  void put(PersonNumber person, std::string_view source_id);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// Borrows from this.
  [[nodiscard]] const SourceTable& sources() const { return sources_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<Entry> entries_;
  /// A deque, because the table borrows the ids from it.
  std::deque<std::string> ids_;
  SourceTable sources_;
};

}  // namespace gup::plan
