#include "directory/reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "directory/members.hpp"

namespace gup::plan::test {
namespace {

GroupAnswer answer_in(const std::map<std::string, GroupAnswer>& answers, const std::string& id) {
  const auto answer = answers.find(id);
  return answer == answers.end() ? GroupAnswer{.group_id = id, .members = {}, .unreadable = Unreadable::gone}
                                 : answer->second;
}

}  // namespace

std::optional<std::vector<KnownAttribute>> Reader::list_attributes(host_sdk::TaskMonitor& /*monitor*/) {
  throw std::logic_error("no story has custom attributes");
}

std::vector<DirectoryUser> Reader::sample_users(int /*at_most*/, host_sdk::TaskMonitor& /*monitor*/) {
  throw std::logic_error("no sync asks for a sample");
}

std::vector<DirectoryGroup> Reader::list_groups(host_sdk::TaskMonitor& /*monitor*/) {
  throw std::logic_error("no sync lists groups alone");
}

std::vector<Confirmation> Reader::find_users(const std::vector<std::string>& /*addresses*/,
                                             host_sdk::TaskMonitor& /*monitor*/) {
  throw std::logic_error("no sync looks for addresses");
}

std::optional<std::string> Reader::customer_of(const std::string& /*account_id*/,
                                               host_sdk::TaskMonitor& /*monitor*/) {
  return kCustomer;
}

std::vector<OrganizationalUnit> Reader::list_units(host_sdk::TaskMonitor& /*monitor*/) {
  auto units = shown_.units;
  for (int change = 1; change <= std::min(unit_listings_, shown_.tree_changes); ++change)
    units.push_back({"id:new" + std::to_string(change), "/New" + std::to_string(change),
                     "New" + std::to_string(change), "id:root"});
  ++unit_listings_;
  return units;
}

void Reader::read(bool with_groups, google::DirectorySink& sink, host_sdk::TaskMonitor& /*monitor*/) {
  std::size_t pages = 0;
  for (std::size_t first = 0; first < shown_.users.size(); first += shown_.page_size) {
    if (with_groups && pages++ == shown_.pages_before_groups) read_groups(sink);
    const auto size = std::min(shown_.page_size, shown_.users.size() - first);
    const auto page = shown_.users.begin() + static_cast<std::ptrdiff_t>(first);
    sink.on_users({page, page + static_cast<std::ptrdiff_t>(size)});
  }
  if (with_groups && pages <= shown_.pages_before_groups) read_groups(sink);
}

void Reader::read_groups(google::DirectorySink& sink) {
  std::vector<std::string> wanted = sink.on_groups(shown_.groups);
  while (!wanted.empty()) {
    const std::string id = wanted.back();
    wanted.pop_back();
    if (!listed_.insert(id).second) continue;
    for (auto& more : sink.on_group(answer_in(shown_.members, id))) wanted.push_back(std::move(more));
  }
}

LookupResult Reader::result_of(const char* call, const std::string& id, bool is_present) {
  const LookupResult result = shown_.unclear.contains(id) ? LookupResult::unclear
                              : is_present                ? LookupResult::present
                                                          : LookupResult::gone;
  const char* const words = result == LookupResult::unclear   ? " does not answer"
                            : result == LookupResult::present ? " finds what a list omits"
                                                              : " confirms that it is gone";
  ++tally_[std::string(call) + words];
  return result;
}

std::vector<Confirmation> Reader::confirm(const std::vector<std::string>& ids,
                                          host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<Confirmation> answers;
  for (const std::string& id : ids) {
    const auto person = google_.people.find(id);
    Confirmation& answer = answers.emplace_back();
    answer.id = id;
    answer.result = result_of("users.get", id, person != google_.people.end());
    if (answer.result == LookupResult::present) answer.user = record_of(google_, person->second);
  }
  return answers;
}

std::vector<GroupLookup> Reader::look_up_groups(const std::vector<std::string>& ids,
                                                host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<GroupLookup> answers;
  for (const std::string& id : ids) {
    GroupLookup& answer = answers.emplace_back();
    answer.id = id;
    answer.result = result_of("groups.get", id, google_.has_group(id));
    if (answer.result == LookupResult::present)
      answer.group = *std::ranges::find(google_.groups, id, &DirectoryGroup::id);
  }
  return answers;
}

std::vector<UnitLookup> Reader::look_up_units(const std::vector<std::string>& ids,
                                              host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<UnitLookup> answers;
  for (const std::string& id : ids) {
    UnitLookup& answer = answers.emplace_back();
    answer.id = id;
    answer.result = result_of("orgunits.get", id, google_.has_unit(id));
    if (answer.result == LookupResult::present)
      answer.unit = *std::ranges::find(google_.units, id, &OrganizationalUnit::id);
  }
  return answers;
}

std::vector<GroupAnswer> Reader::list_members(const std::vector<std::string>& group_ids,
                                              host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<GroupAnswer> answers;
  for (const std::string& id : group_ids) {
    const bool is_again = !listed_.insert(id).second;
    ++tally_[is_again ? "a member list is read once more" : "a member list is read late"];
    answers.push_back(answer_in(is_again ? shown_.members_again : shown_.members, id));
  }
  return answers;
}

std::vector<MembershipAnswer> Reader::ask_memberships(const std::vector<MembershipQuestion>& questions,
                                                      host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<MembershipAnswer> answers;
  for (const MembershipQuestion& question : questions) {
    const MembershipAnswer answer = membership(question);
    answers.push_back(answer);
    ++tally_[answer == MembershipAnswer::member       ? "hasMember finds what a list omits"
             : answer == MembershipAnswer::not_member ? "hasMember confirms that someone left"
                                                      : "hasMember does not answer"];
    if (is_outside(google_, question.group_id)) ++tally_["another customer's nested group is asked itself"];
  }
  return answers;
}

/// Google does not answer about members of another customer's nested groups.
MembershipAnswer Reader::membership(const MembershipQuestion& question) const {
  if (shown_.unclear.contains(question.group_id) || shown_.unclear.contains(question.person_id))
    return MembershipAnswer::unclear;
  if (answer_in(google_.group_answers, question.group_id).unreadable) return MembershipAnswer::unclear;
  std::set<std::string> visited;
  if (contains(question.group_id, question.person_id, false, visited)) return MembershipAnswer::member;
  visited.clear();
  return contains(question.group_id, question.person_id, true, visited) ? MembershipAnswer::unclear
                                                                        : MembershipAnswer::not_member;
}

bool Reader::contains(const std::string& group, const std::string& person, bool enters_outside_groups,
                      std::set<std::string>& visited) const {
  const auto answer = google_.group_answers.find(group);
  if (answer == google_.group_answers.end() || !visited.insert(group).second) return false;
  return std::ranges::any_of(answer->second.members, [&](const Member& member) {
    if (is_everyone(member) || person_of(google_, member) == person) return true;
    const auto nested = group_of(google_, member);
    return nested && (enters_outside_groups || !is_outside(google_, *nested)) &&
           contains(*nested, person, enters_outside_groups, visited);
  });
}

/// Assumes that Google lists the groups that contain a person only as everyone of the customer, too.
std::vector<GroupsOfPerson> Reader::groups_of(const std::vector<std::string>& person_ids,
                                              host_sdk::TaskMonitor& /*monitor*/) {
  std::vector<GroupsOfPerson> answers;
  for (const std::string& id : person_ids) {
    GroupsOfPerson& answer = answers.emplace_back();
    answer.person_id = id;
    if (shown_.unclear.contains(id)) {
      ++tally_["groups.list of a person does not answer"];
      continue;
    }
    answer.group_ids.emplace();
    for (const auto& [group, members] : google_.group_answers)
      if (std::ranges::any_of(members.members, [&](const Member& member) {
            return (is_everyone(member) && google_.people.contains(id)) || person_of(google_, member) == id ||
                   group_of(google_, member) == id;
          }))
        answer.group_ids->push_back(group);
  }
  return answers;
}

}  // namespace gup::plan::test
