#include "database/undo/undo_reader.hpp"

#include <map>
#include <unordered_map>
#include <utility>

#include "database/our_rows.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

const std::string kOtherMembers =
    "(SELECT COUNT(*) FROM target_group_members m WHERE " + is_not_ours("m.provider") + " AND m.";

/// Reads four columns from `at` on: key, provider, external id, `updated_at`. nullopt for a missing row.
std::optional<plan::KeptRow> kept_row(const Row& row, std::size_t at) {
  const auto updated_at = row.number_or_null(at + 3);
  if (!updated_at) return std::nullopt;
  return plan::KeptRow{row.text(at), row.text(at + 1), row.text_or_null(at + 2), *updated_at};
}

/// The id in the column, unless it is the row's own.
std::int64_t other_row(const Row& row, std::size_t at, std::int64_t own_id) {
  return row.number(at) == own_id ? 0 : row.number(at);
}

class UndoReader {
 public:
  UndoReader(Session& session, const Run& run, const Interruption& interruption)
      : session_(session), run_(run), interruption_(interruption) {
    state_.stamp = host_sdk::to_microseconds(run.finished_at.value_or(run.started_at));
  }

  plan::UndoState read() && {
    read_links();
    read_restored("gup_run_users", "user_id", restored_users_);
    read_restored("gup_run_groups", "group_id", restored_groups_);
    read_kept_users();
    read_added_users();
    read_groups();
    read_memberships();
    return std::move(state_);
  }

 private:
  void read_links() {
    std::string last;
    host_sdk::sql::read_in_pages(interruption_, [&] {
      std::size_t rows = 0;
      Query(session_,
            "SELECT external_id, user_id FROM gup_run_links WHERE run_id = ? AND external_id > ? ORDER BY "
            "external_id" +
                host_sdk::sql::page_limit())
          .number(run_.id)
          .text(last, "external_id")
          .read("tn", [&](const Row& row) {
            ++rows;
            last = row.text(0);
            links_.insert_or_assign(row.number(1), last);
          });
      return rows;
    });
  }

  /// The time at which a row was written, by id and the time at which an undo of a later run restored it.
  using Restored = std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t>;

  void read_restored(const std::string& table, const std::string& id, Restored& restored) {
    Query(session_, "SELECT b." + id +
                        ", u.finished_at, b.updated_at FROM gup_runs r JOIN gup_runs u ON u.id = "
                        "r.undone_by JOIN " +
                        table +
                        " b ON b.run_id = r.id WHERE r.company_id = ? AND r.id > ? "
                        "AND r.undone_by <> 0 AND u.finished_at IS NOT NULL")
        .text(run_.company_id, "company_id")
        .number(run_.id)
        .read("nnn", [&](const Row& row) {
          restored.emplace(std::pair{row.number(0), row.number(1)}, row.number(2));
        });
  }

  /// Each undo of a later run gave the row the values of an earlier time.
  static void look_behind_undos(plan::ChangedRow& changed, const Restored& restored) {
    if (!changed.now) return;
    std::int64_t written = changed.now->updated_at;
    for (auto at = restored.find({changed.id, written}); at != restored.end() && at->second < written;
         at = restored.find({changed.id, written}))
      changed.restored_to = written = at->second;
  }

  void read_kept_users() {
    std::int64_t last = INT64_MIN;
    host_sdk::sql::read_in_pages(interruption_, [&] {
      std::size_t rows = 0;
      Query(
          session_,
          "SELECT b.user_id, b.email, b.deleted, b.email_key, b.provider, b.external_id, b.updated_at, "
          "u.email_key, u.provider, u.external_id, u.updated_at, k.id, o.id, l.user_id, "
          "l.row_updated_at FROM gup_run_users b LEFT JOIN target_users u ON u.id = b.user_id AND "
          "u.company_id = ? LEFT JOIN target_users k ON k.company_id = ? AND k.email_key = b.email_key LEFT "
          "JOIN target_users o ON o.company_id = ? AND o.provider = b.provider AND o.external_id = "
          "b.external_id LEFT JOIN gup_links l ON l.company_id = ? AND l.external_id = "
          "COALESCE(u.external_id, b.external_id) WHERE b.run_id = ? AND b.user_id > ? ORDER BY b.user_id" +
              host_sdk::sql::page_limit())
          .text(run_.company_id, "company_id")
          .text(run_.company_id, "company_id")
          .text(run_.company_id, "company_id")
          .text(run_.company_id, "company_id")
          .number(run_.id)
          .number(last)
          .read("ntntttntttnnnnn", [&](const Row& row) {
            ++rows;
            last = row.number(0);
            add_kept_user(row);
          });
      return rows;
    });
  }

  void add_kept_user(const Row& row) {
    auto& user = state_.users.emplace_back();
    user.id = row.number(0);
    user.name = row.text(1);
    user.deleted = row.flag(2);
    user.before = kept_row(row, 3);
    user.now = kept_row(row, 7);
    user.key_holder = other_row(row, 11, user.id);
    user.owner_holder = other_row(row, 12, user.id);
    const std::int64_t linked = row.number(13);
    user.has_other_link = linked != 0 && linked != user.id;
    user.written_by_run = linked == user.id && user.now && row.number(14) == user.now->updated_at;
    const auto link = links_.find(user.id);
    user.had_link = link != links_.end();
    if (user.had_link)
      user.external_id = link->second;
    else if (user.now && user.now->external_id)
      user.external_id = *user.now->external_id;
    else
      user.external_id = user.before->external_id.value_or("");
    look_behind_undos(user, restored_users_);
  }

  void read_added_users() {
    std::int64_t last = 0;
    host_sdk::sql::read_in_pages(interruption_, [&] {
      std::size_t rows = 0;
      Query(session_, std::string("SELECT c.seq, c.user_id, c.external_id, c.email, u.email_key, u.provider, "
                                  "u.external_id, u.updated_at, l.row_updated_at, ") +
                          kOtherMembers +
                          "user_id = c.user_id) FROM gup_run_changes c LEFT JOIN target_users u ON u.id = "
                          "c.user_id AND u.company_id = ? LEFT JOIN gup_links l ON l.company_id = ? AND "
                          "l.external_id = c.external_id AND l.user_id = c.user_id WHERE c.run_id = ? AND "
                          "c.kind = ? AND c.seq > ? ORDER BY c.seq" +
                          host_sdk::sql::page_limit())
          .text(run_.company_id, "company_id")
          .text(run_.company_id, "company_id")
          .number(run_.id)
          .number(static_cast<std::int64_t>(plan::ChangeKind::added))
          .number(last)
          .read("nntttttnnn", [&](const Row& row) {
            ++rows;
            last = row.number(0);
            auto& user = state_.users.emplace_back();
            user.id = row.number(1);
            user.external_id = row.text(2);
            user.name = row.text(3);
            user.now = kept_row(row, 4);
            user.written_by_run = user.now && row.number(8) == user.now->updated_at;
            user.has_other_members = row.number(9) > 0;
            look_behind_undos(user, restored_users_);
          });
      return rows;
    });
  }

  void read_groups() {
    Query(session_,
          std::string("SELECT b.group_id, b.name, b.kind, b.source_id, b.name_key, b.provider, "
                      "b.external_id, b.updated_at, g.name_key, g.provider, g.external_id, "
                      "g.updated_at, k.id, o.id, g.name, l.row_updated_at, ") +
              kOtherMembers +
              "group_id = b.group_id) FROM gup_run_groups b LEFT JOIN target_groups g ON g.id = "
              "b.group_id AND g.company_id = ? LEFT JOIN target_groups k ON k.company_id = ? AND "
              "k.name_key = b.name_key LEFT JOIN target_groups o ON o.company_id = ? AND o.provider "
              "= b.provider AND o.external_id = b.external_id LEFT JOIN gup_group_links l ON "
              "l.company_id = ? AND l.source_id = b.source_id AND l.group_id = b.group_id WHERE "
              "b.run_id = ? ORDER BY b.group_id")
        .text(run_.company_id, "company_id")
        .text(run_.company_id, "company_id")
        .text(run_.company_id, "company_id")
        .text(run_.company_id, "company_id")
        .number(run_.id)
        .read("ntnttttntttnnntnn", [&](const Row& row) { add_group(row); });
  }

  void add_group(const Row& row) {
    auto& group = state_.groups.emplace_back();
    group.id = row.number(0);
    group.name = row.text(1);
    const auto kind = static_cast<plan::GroupChangeKind>(row.number(2));
    group.deleted = kind == plan::GroupChangeKind::deleted;
    group.external_id = row.text(3);
    if (kind != plan::GroupChangeKind::made) group.before = kept_row(row, 4);
    group.now = kept_row(row, 8);
    group.key_holder = other_row(row, 12, group.id);
    group.owner_holder = other_row(row, 13, group.id);
    group.name_now = row.text(14);
    group.written_by_run = group.now && row.number(15) == group.now->updated_at;
    group.has_other_members = row.number(16) > 0;
    look_behind_undos(group, restored_groups_);
  }

  void read_memberships() {
    std::vector<std::int64_t> groups;
    Query(session_, "SELECT DISTINCT group_id FROM gup_run_members WHERE run_id = ? ORDER BY group_id")
        .number(run_.id)
        .read("n", [&](const Row& row) { groups.push_back(row.number(0)); });
    for (const std::int64_t group : groups) {
      read_members(group);
      if (interruption_) interruption_();
    }
  }

  void read_members(std::int64_t group) {
    const bool has_group =
        Query(session_, "SELECT COUNT(*) FROM target_groups WHERE id = ? AND company_id = ?")
            .number(group)
            .text(run_.company_id, "company_id")
            .read_number() > 0;
    std::int64_t last_user = INT64_MIN;
    std::string last_provider;
    host_sdk::sql::read_in_pages(interruption_, [&] {
      std::size_t rows = 0;
      Query(
          session_,
          "SELECT r.user_id, r.provider, r.added, m.user_id, u.id, u.provider FROM gup_run_members r LEFT "
          "JOIN target_group_members m ON m.group_id = r.group_id AND m.user_id = r.user_id AND m.provider = "
          "r.provider LEFT JOIN target_users u ON u.id = r.user_id AND u.company_id = ? WHERE r.run_id = ? "
          "AND r.group_id = ? AND r.user_id >= ? AND (r.user_id > ? OR r.provider > ?) ORDER BY r.user_id, "
          "r.provider" +
              host_sdk::sql::page_limit())
          .text(run_.company_id, "company_id")
          .number(run_.id)
          .number(group)
          .number(last_user)
          .number(last_user)
          .text(last_provider, "provider")
          .read("ntnnnt", [&](const Row& row) {
            ++rows;
            last_user = row.number(0);
            last_provider = row.text(1);
            auto& member = state_.memberships.emplace_back();
            member.group_id = group;
            member.user_id = last_user;
            member.provider = provider(last_provider);
            member.ours = last_provider == plan::kProvider;
            member.added = row.flag(2);
            member.present = row.number_or_null(3).has_value();
            member.has_user = row.number_or_null(4).has_value();
            member.has_our_user = member.has_user && row.text(5) == plan::kProvider;
            member.has_group = has_group;
          });
      return rows;
    });
  }

  std::uint16_t provider(const std::string& name) {
    for (std::size_t i = 0; i < state_.providers.size(); ++i)
      if (state_.providers[i] == name) return static_cast<std::uint16_t>(i);
    state_.providers.push_back(name);
    return static_cast<std::uint16_t>(state_.providers.size() - 1);
  }

  Session& session_;
  const Run& run_;
  const Interruption& interruption_;
  /// User id → external id of the link before the run.
  std::unordered_map<std::int64_t, std::string> links_;
  Restored restored_users_;
  Restored restored_groups_;
  plan::UndoState state_;
};

}  // namespace

std::optional<Store::UnlinkedConnection> unlinked_connection(Session& session, std::int64_t run_id) {
  std::optional<Store::UnlinkedConnection> found;
  Query(session,
        "SELECT kind, customer_id, account_id, admin_email FROM gup_run_connections WHERE run_id = ?")
      .number(run_id)
      .read("nttt", [&](const Row& row) {
        found = {static_cast<ConnectionKind>(row.number(0)), row.text(1), row.text(2), row.text(3)};
      });
  return found;
}

bool unlinked_since(Session& session, const std::string& company_id, std::int64_t run_id) {
  return Query(session,
               "SELECT COUNT(*) FROM gup_runs WHERE company_id = ? AND kind = ? AND state = ? AND id > ? AND "
               "undone_by = 0")
             .text(company_id, "company_id")
             .number(static_cast<std::int64_t>(RunKind::unlink))
             .number(static_cast<std::int64_t>(RunState::done))
             .number(run_id)
             .read_number() > 0;
}

plan::UndoState read_undo(Session& session, const Run& run, const Interruption& interruption) {
  return UndoReader(session, run, interruption).read();
}

}  // namespace gup::database
