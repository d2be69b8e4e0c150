#include "web/routes/plugin_pages/table_export.hpp"

#include "plugins/pages/table_csv.hpp"
#include "plugins/pages/whole_table.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

Response export_table(Services& services, const Visit& visit, const Request& request,
                      const SettingsPlace& place, const std::string& block_id) {
  const TableReply reply = whole_table(services.runtime.plugins().pages, place.slug, visit.company.id,
                                       visit.viewer, block_id, view_of(request, place));
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference,
                         settings_address(place));
  const Drawing drawing = drawing_for(services, visit, settings_address(place));
  return csv_response(table_csv(reply.table, drawing.user_name), reply.table.export_name);
}

}  // namespace sample_host::web
