// A company's field mapping in a run, and the custom attributes that Google no longer has.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/store.hpp"
#include "google/directory/directory_reader.hpp"
#include "host_sdk/monitor.hpp"
#include "model/directory.hpp"
#include "model/fields/field_mapping.hpp"
#include "plan/state/directory_view.hpp"

namespace gup {

/// Google sends no value of an attribute that was deleted, just as for a person who has none. An attribute
/// counts as missing if Google does not list it. If Google's list is not known, it counts as missing when
/// someone had a value at the last sync and no one has one now; and when no one ever had one, since its name
/// may be misspelt, unless its field has another source. Its fields then stay as they are.
class FieldSources {
 public:
  /// The mapping, and what the last sync found out. Asks Google for the list of attributes if the mapping has
  /// some and the connection may read that list. Throws `Failure` and `Cancelled`.
  FieldSources(FieldStore& store, const Connection& connection, google::DirectoryReader& reader,
               host_sdk::TaskMonitor& monitor);

  [[nodiscard]] const FieldMapping& mapping() const { return mapping_; }

  /// Makes `reader` read by the mapping, and `view` keep the fields of missing attributes.
  void prepare(const google::ExtraUserFields& extra, google::DirectoryReader& reader,
               plan::DirectoryView& view) const;
  /// Call this when everyone was read. `custom_values`: of all users together. True if attributes turned out
  /// to be missing, or not to be, so that everyone has to be read again.
  [[nodiscard]] bool must_read_again(const google::DirectoryReader& reader, std::uint64_t custom_values);
  /// The same after a single person was read, before the person is admitted. `user`: null if Google has no
  /// such person. Without Google's list, an attribute that no sync of everyone found a value of counts as
  /// missing when this person has none either.
  void note_one(const google::DirectoryReader& reader, const DirectoryUser* user, plan::DirectoryView& view);

  /// What this sync learned about custom attributes, for the next sync.
  [[nodiscard]] const CustomAttributesSeen& seen() const { return seen_; }

 private:
  [[nodiscard]] FieldMapping asked_mapping() const;
  void set_missing(plan::DirectoryView& view) const;
  /// Returns those of the `valueless` attributes whose fields have no other source.
  [[nodiscard]] std::vector<CustomAttribute> only_sources(
      const std::vector<CustomAttribute>& valueless) const;

  FieldMapping mapping_;
  std::vector<CustomAttribute> attributes_;
  CustomAttributesSeen before_;
  /// The mapped attributes that Google does not list; nullopt if its list is not known.
  std::optional<std::vector<CustomAttribute>> unlisted_;
  CustomAttributesSeen seen_;
};

}  // namespace gup
