#include "database/writers/link_writer.hpp"

#include <map>

#include "database/bulk/bulk_sql.hpp"
#include "database/state_reader.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

constexpr const char* kLinks = "gup_links";

// The company is part of every key, so that every database uses the primary key.
const Columns kCompanyAndPerson{{"company_id", 't'}, {"external_id", 't'}};
const Columns kPersonAndSource{{"external_id", 't'}, {"source_id", 't'}};
const Columns kGroupAndParent{{"group_id", 't'}, {"parent_id", 't'}};

Columns with_company(const Columns& columns) {
  return together({{"company_id", 't'}}, columns);
}

// "status_at_adoption" is "inactive" for `was_inactive`. Former versions also wrote "active".
const Columns kLinkOthers{
    {"user_id", 'n'},          {"origin", 'n'},         {"state", 'n'},         {"status_at_adoption", 't'},
    {"content_hash", 'n'},     {"row_updated_at", 'n'}, {"missing_since", 'n'}, {"leaving_cause", 'n'},
    {"delete_after_days", 'n'}};

bool has_links(const WriteContext& context) {
  bool has = false;
  Query(context.session, "SELECT 1 FROM gup_links WHERE company_id = ? LIMIT 1")
      .text(context.company_id, "company_id")
      .read("n", [&](const Row&) { has = true; });
  return has;
}

void put_links(const WriteContext& context, std::size_t count, const LinkAt& link_at,
               std::optional<std::int64_t> row_updated_at) {
  if (count == 0) return;
  const BulkWriter::Fill fill = [&](std::size_t index, Values& row) {
    const plan::Link link = link_at(index);
    row.text(context.company_id, "company_id")
        .text(link.external_id, "external_id")
        .number(link.user_id)
        .number(static_cast<std::int64_t>(link.origin))
        .number(static_cast<std::int64_t>(link.state))
        .text(link.was_inactive ? "inactive" : "", "status_at_adoption")
        .number(link.content_hash)
        .number(row_updated_at.value_or(link.row_updated_at));
    row.number(link.missing_since
                   ? std::optional<std::int64_t>(host_sdk::to_microseconds(*link.missing_since))
                   : std::nullopt);
    row.number(static_cast<std::int64_t>(link.cause)).number(std::int64_t{link.delete_after_days});
  };
  // A company's first run overwrites nothing, and plain inserts are faster.
  if (has_links(context))
    context.writer.upsert(kLinks, kCompanyAndPerson, kLinkOthers, count, fill);
  else
    context.writer.insert(kLinks, together(kCompanyAndPerson, kLinkOthers), count, fill);
}

}  // namespace

void write_links_of_rows(const WriteContext& context, std::size_t count, const LinkAt& link_at) {
  put_links(context, count, link_at, context.now);
}

void write_links(const WriteContext& context, const std::vector<plan::Link>& links) {
  put_links(
      context, links.size(), [&](std::size_t index) { return links[index]; }, std::nullopt);
}

void touch_links(const WriteContext& context, const std::vector<std::string>& external_ids) {
  context.writer.update(kLinks, kCompanyAndPerson, {{"row_updated_at", 'n'}}, {}, external_ids.size(),
                        [&](std::size_t index, Values& row) {
                          row.text(context.company_id, "company_id")
                              .text(external_ids[index], "external_id")
                              .number(context.now);
                        });
}

void erase_links(const WriteContext& context, std::size_t count,
                 const std::function<const std::string&(std::size_t)>& external_id) {
  context.writer.erase(kLinks, kCompanyAndPerson, {}, count, [&](std::size_t index, Values& row) {
    row.text(context.company_id, "company_id").text(external_id(index), "external_id");
  });
}

void insert_link_sources(const WriteContext& context, const plan::LazyList<plan::LinkSource>& sources) {
  context.writer.insert("gup_link_sources", with_company(kPersonAndSource), sources.size(),
                        [&](std::size_t index, Values& row) {
                          const plan::LinkSource source = sources[index];
                          row.text(context.company_id, "company_id")
                              .text(source.external_id, "external_id")
                              .text(source.source_id, "source_id");
                        });
}

void erase_link_sources(const WriteContext& context, const plan::LazyList<plan::LinkSource>& sources) {
  context.writer.erase("gup_link_sources", with_company(kPersonAndSource), {}, sources.size(),
                       [&](std::size_t index, Values& row) {
                         const plan::LinkSource source = sources[index];
                         row.text(context.company_id, "company_id")
                             .text(source.external_id, "external_id")
                             .text(source.source_id, "source_id");
                       });
}

void insert_source_groups(const WriteContext& context, const std::vector<plan::SourceGroup>& groups) {
  context.writer.insert("gup_source_groups", with_company(kGroupAndParent), groups.size(),
                        [&](std::size_t index, Values& row) {
                          row.text(context.company_id, "company_id")
                              .text(groups[index].group_id, "group_id")
                              .text(groups[index].parent_id, "parent_id");
                        });
}

void erase_source_groups(const WriteContext& context, const std::vector<plan::SourceGroup>& groups) {
  context.writer.erase("gup_source_groups", with_company(kGroupAndParent), {}, groups.size(),
                       [&](std::size_t index, Values& row) {
                         row.text(context.company_id, "company_id")
                             .text(groups[index].group_id, "group_id")
                             .text(groups[index].parent_id, "parent_id");
                       });
}

void replace_held_removals(const WriteContext& context, const std::vector<plan::HeldRemoval>& held) {
  std::map<std::string, plan::HeldRemoval> present;
  for (auto& removal : read_held_removals(context.session, context.company_id, 0, 0))
    present.emplace(removal.external_id, removal);
  std::vector<const plan::HeldRemoval*> changed;
  for (const auto& removal : held) {
    const auto found = present.find(removal.external_id);
    if (found == present.end() || found->second != removal) changed.push_back(&removal);
    if (found != present.end()) present.erase(found);
  }
  std::vector<std::string> gone;
  for (const auto& [external_id, removal] : present) gone.push_back(external_id);

  context.writer.erase("gup_held_removals", kCompanyAndPerson, {}, gone.size(),
                       [&](std::size_t index, Values& row) {
                         row.text(context.company_id, "company_id").text(gone[index], "external_id");
                       });
  static const Columns kOthers{{"user_id", 'n'}, {"email", 't'}, {"reason", 't'}, {"held_since", 'n'}};
  context.writer.upsert("gup_held_removals", kCompanyAndPerson, kOthers, changed.size(),
                        [&](std::size_t index, Values& row) {
                          const auto& removal = *changed[index];
                          row.text(context.company_id, "company_id")
                              .text(removal.external_id, "external_id")
                              .number(plan::place_of(removal))
                              .text(removal.email, "email")
                              .text(removal.reason, "reason")
                              .number(host_sdk::to_microseconds(removal.held_since));
                        });
}

}  // namespace gup::database
