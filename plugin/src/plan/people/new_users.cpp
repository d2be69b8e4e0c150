#include "plan/people/new_users.hpp"

#include <memory>
#include <utility>

#include "plan/people/row_writes.hpp"

namespace gup::plan {

void NewUsers::add(PersonNumber person, std::int64_t user_id, const std::string& reason) {
  const auto [at, is_new] = reason_numbers_.try_emplace(reason, static_cast<std::uint32_t>(reasons_.size()));
  if (is_new) reasons_.push_back(reason);
  users_.push_back({.user_id = user_id, .person = person, .reason = at->second});
}

void NewUsers::finish(const PlanInput& input, Plan& plan) && {
  const auto all = std::make_shared<const NewUsers>(std::move(*this));
  const std::size_t size = all->users_.size();
  const PersonIds& ids = input.ids;
  const DirectoryPeople& people = input.directory.people;
  const auto row_at = [all, &ids, &people](std::size_t at) {
    const NewUser& user = all->users_[at];
    return new_row(ids[user.person], people.record(user.person), user.user_id);
  };
  const auto link_at = [all, &ids, &people](std::size_t at) {
    const NewUser& user = all->users_[at];
    return new_link(ids[user.person], people[user.person].content_hash, user.user_id);
  };
  const auto change_at = [all, row_at](std::size_t at) {
    RowWrite insert = row_at(at);
    PersonChange change;
    change.kind = ChangeKind::added;
    change.external_id = insert.link.external_id;
    change.user_id = insert.row.id;
    change.email = insert.row.fields.email;
    change.reason = all->reasons_[all->users_[at].reason];
    change.after = std::move(insert.row);
    return change;
  };
  plan.people.inserts = {{size, row_at}, {size, link_at}};
  plan.report.added = {size, change_at};
}

}  // namespace gup::plan
