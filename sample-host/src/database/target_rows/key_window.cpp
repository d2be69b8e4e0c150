#include "database/target_rows/key_window.hpp"

namespace sample_host {
namespace {

constexpr std::string_view kBeginnings = "beginnings:";
constexpr std::string_view kOthers = "others:";

}  // namespace

std::string above_all_keys() {
  return "\xF4\x8F\xBF\xBF";
}

KeyRange beginning_with(std::string_view prefix) {
  return {"", std::string{prefix}, std::string{prefix} + above_all_keys()};
}

std::optional<std::string> window_end(Session& session, const PagedTable& table, const std::string& company,
                                      const std::string& after, int rows) {
  const std::string key = table.column;
  return Query(session, "SELECT " + key + " FROM " + table.name + " WHERE " +
                            session.dialect().leading_key_equals("company_id") + " AND " + key +
                            " > ? ORDER BY company_id, " + key + " LIMIT 1 OFFSET " +
                            std::to_string(rows - 1))
      .text(company, "company_id")
      .text(company, "company_id")
      .text(after, "after")
      .read_text();
}

SearchCursor SearchCursor::of(std::string_view text) {
  if (text.starts_with(kBeginnings)) return {true, std::string{text.substr(kBeginnings.size())}};
  if (text.starts_with(kOthers)) return {false, std::string{text.substr(kOthers.size())}};
  return {};
}

std::string SearchCursor::text() const {
  return std::string{in_beginnings ? kBeginnings : kOthers} + key;
}

}  // namespace sample_host
