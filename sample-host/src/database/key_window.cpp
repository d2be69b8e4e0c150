#include "database/key_window.hpp"

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

std::optional<std::string> window_end(soci::session& sql, const PagedTable& table, const std::string& company,
                                      const std::string& after) {
  // For an equal company MariaDB believes that any place in the key is reached as soon from its start, and
  // walks.
  const std::string of_company = table.backend == Backend::mysql
                                     ? "company_id >= :company AND company_id <= :company"
                                     : "company_id = :company";
  const std::string key = table.column;
  std::string last;
  soci::indicator found = soci::i_null;
  sql << "SELECT " + key + " FROM " + table.name + " WHERE " + of_company + " AND " + key +
             " > :after ORDER BY company_id, " + key + " LIMIT 1 OFFSET " + std::to_string(kWindow - 1),
      soci::use(company, "company"), soci::use(after, "after"), soci::into(last, found);
  if (!sql.got_data() || found != soci::i_ok) return {};
  return last;
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
