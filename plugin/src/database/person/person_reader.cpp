#include "database/person/person_reader.hpp"

#include <utility>
#include <vector>

#include "database/our_rows.hpp"
#include "database/state_reader.hpp"
#include "database/tables/run_changes_table.hpp"
#include "database/tables/target_user_reader.hpp"
#include "host_sdk/text.hpp"

namespace gup::database {
namespace {

std::optional<TargetUserRow> row_with(Session& session, const std::string& company_id,
                                      const plan::RowQuery& query) {
  const plan::TargetUserRows rows = read_target_users(session, company_id, query, {});
  const TargetUserRow* row = query.user_ids.empty() ? rows.with_email_key(query.email_keys.front())
                                                    : rows.with_id(query.user_ids.front());
  return row == nullptr ? std::nullopt : std::optional(*row);
}

std::optional<TargetUserRow> row_with_email(Session& session, const std::string& company_id,
                                            const std::string& email) {
  plan::RowQuery query;
  query.email_keys = {host_sdk::fold_key(email)};
  return row_with(session, company_id, query);
}

std::optional<TargetUserRow> row_with_id(Session& session, const std::string& company_id, std::int64_t id) {
  plan::RowQuery query;
  query.user_ids = {id};
  return row_with(session, company_id, query);
}

/// The latest person who had the address in a run.
std::string former_owner(Session& session, const std::string& company_id, const std::string& email) {
  for (const RecordedChange& change :
       read_person_changes(session, company_id, {.email = email, .external_id = {}}, std::nullopt, 1))
    return change.change.external_id;
  return "";
}

void add_sources(Session& session, const std::string& company_id, StoredPerson& person) {
  Query(session,
        "SELECT source_id FROM gup_link_sources WHERE company_id = ? AND external_id = ? ORDER BY source_id")
      .text(company_id, "company_id")
      .text(person.external_id, "external_id")
      .read("t", [&](const Row& row) { person.source_ids.push_back(row.text(0)); });
  for (auto& held : read_held_removals(session, company_id, person.external_id))
    person.held = std::move(held);
}

void add_groups(Session& session, StoredPerson& person) {
  Query(session,
        "SELECT g.name FROM target_group_members m JOIN target_groups g ON g.id = m.group_id WHERE m.user_id "
        "= ? AND " +
            is_ours("m.provider") + " ORDER BY g.name_key")
      .number(person.row->id)
      .read("t", [&](const Row& row) { person.groups.push_back(row.text(0)); });
}

}  // namespace

std::optional<StoredPerson> find_person(Session& session, const std::string& company_id,
                                        const PersonKey& key) {
  StoredPerson person;
  std::optional<plan::Link> link;
  person.external_id = key.external_id;
  if (person.external_id.empty() && !host_sdk::is_clean_utf8(key.email)) return std::nullopt;
  if (person.external_id.empty()) {
    person.row = row_with_email(session, company_id, key.email);
    if (person.row && person.row->provider == plan::kProvider)
      person.external_id = person.row->external_id.value_or("");
    else if (person.row && person.row->provider.empty())
      link = read_link_of_user(session, company_id, person.row->id);
    else if (!person.row)
      person.external_id = former_owner(session, company_id, key.email);
  }
  if (!link && !person.external_id.empty()) link = read_link(session, company_id, person.external_id);
  // The link of a managed row points to another one: it is out of date, or the host's tables are.
  const bool is_managed = person.row && person.row->provider == plan::kProvider;
  if (link && is_managed && link->user_id != person.row->id) link.reset();
  if (link) {
    person.external_id = link->external_id;
    person.link = *link;
    if (!person.row || person.row->id != link->user_id) {
      auto linked = row_with_id(session, company_id, link->user_id);
      if (linked) person.row = std::move(linked);
    }
  }
  if (!person.row && person.external_id.empty()) return std::nullopt;
  if (!person.external_id.empty()) add_sources(session, company_id, person);
  if (person.row) add_groups(session, person);
  return person;
}

}  // namespace gup::database
