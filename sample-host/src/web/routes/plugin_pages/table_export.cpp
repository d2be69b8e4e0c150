#include "web/routes/plugin_pages/table_export.hpp"

#include <variant>

#include "host_sdk/time.hpp"
#include "plugins/pages/whole_table.hpp"
#include "text/csv.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// A cell's text without its formatting.
std::string plain_text(const Drawing& drawing, const Value& value) {
  struct Words {
    const Drawing& drawing;
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const TimeValue& time) const { return host_sdk::to_rfc3339(time.at); }
    std::string operator()(const NumberValue& number) const { return std::to_string(number.number); }
    std::string operator()(const BadgeValue& badge) const { return badge.text; }
    std::string operator()(const LinkValue& link) const { return link.text; }
    std::string operator()(const UserValue& user) const {
      return user.text.empty() ? drawing.user_name(user.id) : user.text;
    }
    std::string operator()(const PageLink& link) const { return link.text; }
  };
  return std::visit(Words{drawing}, value);
}

}  // namespace

Response export_table(Services& services, const Visit& visit, const Request& request,
                      const SettingsPlace& place, const std::string& block_id) {
  const TableReply reply = whole_table(services.runtime.plugins().pages, place.slug, visit.company.id,
                                       visit.viewer, block_id, view_of(request, place));
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference,
                         settings_address(place));
  const Drawing drawing = drawing_for(services, visit, settings_address(place));
  std::vector<std::string> fields;
  for (const Column& column : reply.table.columns) fields.push_back(column.label);
  std::string csv = csv_line(fields);
  for (const Row& row : reply.table.rows) {
    fields.clear();
    for (const Value& cell : row.cells) fields.push_back(plain_text(drawing, cell));
    csv += csv_line(fields);
  }
  return csv_response(std::move(csv), reply.table.export_name);
}

}  // namespace sample_host::web
