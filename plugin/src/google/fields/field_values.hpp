// The values of a target user's fields in a record of Google.
#pragma once

#include <boost/json/object.hpp>

#include "model/directory.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup::google {

/// Reads the fields of users by a mapping. Pure. A field whose value has the wrong type is in
/// `DirectoryUser::unreadable`, even if a later source has a value: it stays as it is.
class FieldValues {
 public:
  explicit FieldValues(FieldMapping mapping = default_mapping());

  /// Sets the fields of `into`, and which custom attributes have a value.
  void read(const boost::json::object& user, DirectoryUser& into) const;

  [[nodiscard]] const FieldMapping& mapping() const { return mapping_; }
  /// The custom attributes of the mapping, sorted. The bits of `DirectoryUser::custom_values` have this
  /// order.
  [[nodiscard]] const std::vector<CustomAttribute>& attributes() const { return attributes_; }

 private:
  FieldMapping mapping_;
  std::vector<CustomAttribute> attributes_;
};

}  // namespace gup::google
