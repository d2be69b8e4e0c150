#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"

/// The custom schemas that a customer defined.
namespace emulator {

struct SchemaField {
  std::string name;
  std::string display_name;
  /// STRING, INT64, BOOL, DOUBLE, EMAIL, PHONE or DATE.
  std::string type;
  bool multi_valued = false;
};

struct Schema {
  std::string name;
  std::string display_name;
  std::vector<SchemaField> fields;
};

class Schemas {
 public:
  const std::vector<Schema>& all() const { return all_; }
  const Schema* find(std::string_view name) const {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Schema& s) { return s.name == name; });
    return found == all_.end() ? nullptr : &*found;
  }

  /// Takes Google-shaped JSON. Throws ControlError.
  void create(const boost::json::object& source) {
    Schema schema;
    schema.name = required_text(source, "schemaName");
    if (find(schema.name)) throw ControlError(409, "there is a schema " + schema.name);
    schema.display_name = text_member(source, "displayName").value_or(schema.name);
    const boost::json::value* fields = source.if_contains("fields");
    if (!fields || !fields->is_array()) throw ControlError(400, "fields must be an array");
    for (const boost::json::value& one : fields->get_array()) {
      const boost::json::object& field = one.as_object();
      SchemaField& added = schema.fields.emplace_back();
      added.name = required_text(field, "fieldName");
      added.display_name = text_member(field, "displayName").value_or(added.name);
      added.type = text_member(field, "fieldType").value_or("STRING");
      added.multi_valued = true_member(field, "multiValued");
    }
    all_.push_back(std::move(schema));
  }
  /// Removes a schema or, with a name of a field, that field. False if there is none.
  bool remove(std::string_view schema, std::string_view field) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Schema& s) { return s.name == schema; });
    if (found == all_.end()) return false;
    if (field.empty()) {
      all_.erase(found);
      return true;
    }
    return std::erase_if(found->fields, [&](const SchemaField& f) { return f.name == field; }) > 0;
  }

  /// Drops the values that belong to no schema, and to no field of one: Google deletes them with those.
  void drop_undefined(boost::json::object& values) const {
    for (auto entry = values.begin(); entry != values.end();) {
      const Schema* schema = find(entry->key());
      if (!schema) {
        entry = values.erase(entry);
        continue;
      }
      if (entry->value().is_object()) {
        boost::json::object& fields = entry->value().get_object();
        for (auto field = fields.begin(); field != fields.end();) {
          const bool is_known = std::any_of(schema->fields.begin(), schema->fields.end(),
                                            [&](const SchemaField& f) { return field->key() == f.name; });
          field = is_known ? field + 1 : fields.erase(field);
        }
      }
      ++entry;
    }
  }

 private:
  std::vector<Schema> all_;
};

}  // namespace emulator
