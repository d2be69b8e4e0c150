#include "database/tables/target_user_reader.hpp"

#include <algorithm>
#include <iterator>

#include "database/bulk/bulk_sql.hpp"
#include "database/sql.hpp"
#include "model/target_fields.hpp"

namespace gup::database {
namespace {

constexpr std::size_t kKeysPerQuery = 500;

/// The columns around the fields, which `kTargetFields` lists.
constexpr std::size_t kFirstField = 2;
constexpr std::size_t kAfterFields = kFirstField + kTargetFields.size();

TargetUserRow target_user_of(const Row& row) {
  TargetUserRow found;
  found.id = row.number(0);
  found.email_key = row.text(1);
  for (std::size_t i = 0; i < kTargetFields.size(); ++i)
    kTargetFields[i].set(found.fields, row.text_or_null(kFirstField + i));
  found.status = row.text(kAfterFields);
  found.provider = row.text(kAfterFields + 1);
  found.external_id = row.text_or_null(kAfterFields + 2);
  found.updated_at = row.number(kAfterFields + 3);
  return found;
}

/// `condition` starts with the question mark for the company.
Query rows_where(Session& session, const std::string& company_id, const std::string& condition) {
  Query query(session, "SELECT id, email_key, " + target_field_columns() +
                           ", status, provider, external_id, updated_at FROM target_users WHERE " +
                           condition);
  query.text(company_id, "company_id");
  return query;
}

const std::string kRowColumns = "nt" + std::string(kTargetFields.size(), 't') + "tttn";

constexpr const char* kOfCompany = "company_id = ? AND ";
/// The same without the index on companies: SQLite, which estimates ten rows for a company, would scan the
/// company instead of searching for some hundred ids.
constexpr const char* kOfCompanyToo = "COALESCE(company_id, '') = ? AND ";

/// Reads the rows with one of the `keys`, some hundred keys at a time; `put` binds one key. `condition` ends
/// with the column of the keys.
template <typename Key, typename Put>
void read_by_keys(Session& session, const std::string& company_id, const std::string& condition,
                  const std::vector<Key>& keys, const Put& put, const Statement::Visit& visit,
                  const Interruption& interruption) {
  for (std::size_t at = 0; at < keys.size(); at += kKeysPerQuery) {
    const std::size_t end = std::min(keys.size(), at + kKeysPerQuery);
    Query query = rows_where(session, company_id, condition + " IN " + row_list(end - at, 1));
    for (std::size_t i = at; i < end; ++i) put(query, keys[i]);
    query.read(kRowColumns, visit);
    if (interruption) interruption();
  }
}

bool has_fewer_rows_than(Session& session, const std::string& company_id, std::size_t count) {
  return Query(session, "SELECT COUNT(*) FROM (SELECT 1 FROM target_users WHERE company_id = ? LIMIT " +
                            std::to_string(count) + ") AS counted")
             .text(company_id, "company_id")
             .read_number() < static_cast<std::int64_t>(count);
}

/// Reads all rows of the company in pages, and visits those with one of the `keys`, which are sorted.
void read_all_rows(Session& session, const std::string& company_id, const std::vector<std::string>& keys,
                   const Statement::Visit& visit, const Interruption& interruption) {
  std::string last;
  host_sdk::sql::read_in_pages(interruption, [&] {
    std::size_t rows = 0;
    rows_where(session, company_id,
               std::string(kOfCompany) + "email_key > ? ORDER BY email_key" + host_sdk::sql::page_limit())
        .text(last, "email_key")
        .read(kRowColumns, [&](const Row& row) {
          ++rows;
          last = row.text(1);
          if (std::ranges::binary_search(keys, last)) visit(row);
        });
    return rows;
  });
}

}  // namespace

plan::TargetUserRows read_target_users(Session& session, const std::string& company_id,
                                       const plan::RowQuery& query, const Interruption& interruption) {
  plan::TargetUserRows found;
  const auto keep = [&](const Row& row) { found.put(target_user_of(row)); };
  read_by_keys(
      session, company_id, std::string(kOfCompanyToo) + "id", query.user_ids,
      [](Query& bound, std::int64_t id) { bound.number(id); }, keep, interruption);
  // Most people keep their address, so most of the keys are in the rows read above.
  std::vector<std::string> others;
  std::ranges::copy_if(query.email_keys, std::back_inserter(others),
                       [&](const std::string& key) { return found.with_email_key(key) == nullptr; });
  if (others.size() > kKeysPerQuery && has_fewer_rows_than(session, company_id, others.size())) {
    read_all_rows(session, company_id, others, keep, interruption);
    return found;
  }
  read_by_keys(
      session, company_id, std::string(kOfCompany) + "email_key", others,
      [](Query& bound, const std::string& key) { bound.text(key, "email_key"); }, keep, interruption);
  return found;
}

}  // namespace gup::database
