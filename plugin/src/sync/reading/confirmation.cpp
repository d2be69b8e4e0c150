#include "sync/reading/confirmation.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "plan/selection/group_walk.hpp"
#include "sync/reading/admission.hpp"

namespace gup {
namespace {

template <typename Item>
std::vector<Item> in_a_row(const std::set<Item>& items) {
  return {items.begin(), items.end()};
}

class Inquiry {
 public:
  Inquiry(google::DirectoryReader& reader, plan::DirectoryView& view, plan::PersonIds& ids,
          host_sdk::TaskMonitor& monitor)
      : reader_(reader), view_(view), ids_(ids), monitor_(monitor) {}

  void ask_about_people(const std::set<std::string>& ids) {
    for (Confirmation& answer : reader_.confirm(in_a_row(ids), monitor_)) {
      switch (answer.result) {
        case LookupResult::gone:
          if (const auto number = ids_.find(answer.id)) view_.people.remove(*number);
          view_.evidence.gone_people.insert(answer.id);
          break;
        case LookupResult::unclear:
          view_.evidence.unclear_people.insert(answer.id);
          break;
        case LookupResult::present:
          put_person(std::move(*answer.user));
          break;
      }
    }
    view_.addresses.sort();
  }

  void ask_about_units(const std::set<std::string>& ids) {
    for (UnitLookup& answer : reader_.look_up_units(in_a_row(ids), monitor_)) {
      if (answer.result == LookupResult::present)
        view_.units.push_back(std::move(*answer.unit));
      else
        view_.evidence.missing_units.emplace(answer.id, answer.result);
    }
    std::ranges::sort(view_.units, {}, &OrganizationalUnit::id);
  }

  void ask_about_groups(const std::set<std::string>& ids) {
    for (const GroupLookup& answer : reader_.look_up_groups(in_a_row(ids), monitor_))
      view_.evidence.missing_groups.emplace(answer.id, answer.result);
  }

  void list_members(const std::set<std::string>& group_ids) {
    const auto known = plan::ids_by_address(view_.groups);
    for (GroupAnswer& answer : reader_.list_members(in_a_row(group_ids), monitor_)) {
      plan::set_nested_group_ids(answer, known);
      if (view_.group_answers.id_of(answer.group_id)) view_.evidence.listed_twice.insert(answer.group_id);
      view_.group_answers.add(answer);
    }
  }

  void ask_about_memberships(const std::set<MembershipQuestion>& questions) {
    const auto asked = in_a_row(questions);
    const auto answers = reader_.ask_memberships(asked, monitor_);
    for (std::size_t i = 0; i < asked.size(); ++i) view_.evidence.memberships.emplace(asked[i], answers[i]);
  }

  void list_groups_of(const std::set<std::string>& person_ids) {
    for (GroupsOfPerson& answer : reader_.groups_of(in_a_row(person_ids), monitor_))
      view_.evidence.groups_of.emplace(answer.person_id, std::move(answer.group_ids));
  }

 private:
  void put_person(DirectoryUser user) {
    const plan::PersonNumber number = ids_.number(user.id);
    index_addresses(view_, number, user);
    follow_manager(view_, user);
    // This answer is about the person itself, so it takes precedence over the list.
    view_.people.remove(number);
    view_.evidence.confirmed_people.insert(user.id);
    admit(view_, number, std::move(user), nullptr);
  }

  google::DirectoryReader& reader_;
  plan::DirectoryView& view_;
  plan::PersonIds& ids_;
  host_sdk::TaskMonitor& monitor_;
};

}  // namespace

void ask_google(google::DirectoryReader& reader, const plan::Questions& questions, plan::DirectoryView& view,
                plan::PersonIds& ids, host_sdk::TaskMonitor& monitor) {
  Inquiry inquiry(reader, view, ids, monitor);
  if (!questions.units.empty()) inquiry.ask_about_units(questions.units);
  if (!questions.groups.empty()) inquiry.ask_about_groups(questions.groups);
  if (!questions.people.empty()) inquiry.ask_about_people(questions.people);
  if (!questions.member_lists.empty()) inquiry.list_members(questions.member_lists);
  if (!questions.memberships.empty()) inquiry.ask_about_memberships(questions.memberships);
  if (!questions.groups_of.empty()) inquiry.list_groups_of(questions.groups_of);
}

bool check_customer(google::DirectoryReader& reader, const ConnectedAccount& account,
                    host_sdk::TaskMonitor& monitor) {
  const auto customer = reader.customer_of(account.id, monitor);
  if (!customer) return false;
  if (*customer == account.customer_id) return true;
  throw Failure(
      host_sdk::ResultCode::access_lost,
      "The connected account now belongs to another Google Workspace. Connect to Google again with an "
      "administrator's account of the former one, or unlink the integration.");
}

plan::Classification classify_confirmed(const plan::PlanInput& input, google::DirectoryReader& reader,
                                        const ConnectedAccount& account, plan::DirectoryView& view,
                                        plan::PersonIds& ids, host_sdk::TaskMonitor& monitor) {
  for (bool is_first = true;; is_first = false) {
    plan::Questions questions;
    {
      auto classification = plan::classify(input);
      if (plan::open_questions(classification).empty()) return classification;
      questions = plan::open_questions(classification);
    }
    if (is_first) (void)check_customer(reader, account, monitor);
    ask_google(reader, questions, view, ids, monitor);
  }
}

}  // namespace gup
