#include "host_sdk/page_rules/fields.hpp"

#include <utility>

#include "field_values.hpp"
#include "host_sdk/page_rules/walk.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::page {

Values present_values(const Form& form) {
  Values values;
  Page only;
  only.blocks.push_back({"form", form, {}});
  walk_page(std::as_const(only),
            [&](const Block& block, FormAround) {
              if (auto value = present_value(block.kind)) values[block.id] = std::move(*value);
            },
            {});
  return values;
}

std::map<std::string, std::vector<std::string>> check_values(const Page& whole, const Values& values) {
  std::map<std::string, const Block*> fields;
  std::vector<std::string> names;
  walk_page(whole,
            [&](const Block& block, FormAround) {
              if (!is_field(block.kind)) return;
              fields.emplace(block.id, &block);
              names.push_back(block.id);
            },
            {});
  std::map<std::string, std::vector<std::string>> errors;
  for (const auto& [name, text] : values) {
    if (name == "value" || name == "confirmation") continue;
    const auto field = fields.find(name);
    auto problem =
        field == fields.end() ? name_problem(name, names) : value_problem(field->second->kind, text);
    if (!problem.empty()) errors[name].push_back(std::move(problem));
  }
  return errors;
}

}  // namespace host_sdk::page
