#include "plugins/pages/table_csv.hpp"

#include <variant>
#include <vector>

#include "host_sdk/time.hpp"
#include "text/csv.hpp"

namespace sample_host {

using namespace host_sdk::page;

namespace {

struct PlainText {
  const std::function<std::string(std::int64_t)>& user_name;
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const TimeValue& time) const { return host_sdk::to_rfc3339(time.at); }
  std::string operator()(const NumberValue& number) const { return std::to_string(number.number); }
  std::string operator()(const BadgeValue& badge) const { return badge.text; }
  std::string operator()(const LinkValue& link) const { return link.text; }
  std::string operator()(const UserValue& user) const {
    return user.text.empty() ? user_name(user.id) : user.text;
  }
  std::string operator()(const PageLink& link) const { return link.text; }
};

}  // namespace

std::string table_csv(const Table& table, const std::function<std::string(std::int64_t)>& user_name) {
  std::vector<std::string> fields;
  for (const Column& column : table.columns) fields.push_back(column.label);
  std::string csv = csv_line(fields);
  for (const Row& row : table.rows) {
    fields.clear();
    for (const Value& cell : row.cells) fields.push_back(std::visit(PlainText{user_name}, cell));
    csv += csv_line(fields);
  }
  return csv;
}

}  // namespace sample_host
