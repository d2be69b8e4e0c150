#include "company.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "plan/people/read_person.hpp"

namespace gup::benchmark {
namespace {

/// Of 400 users one is gone, one is new and two are changed: one in a hundred, in these shares.
constexpr std::size_t kCycle = 400;

std::string padded(std::size_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// Google's ids have 21 digits.
std::string user_id(std::size_t number) {
  return "1" + padded(number * 7919 % 1'000'000'007, 20);
}
std::string group_id(std::size_t number) {
  return "0" + padded(number, 3) + "x8hupe2c9tq";
}

template <std::size_t size>
const char* pick(const char* const (&choices)[size], std::size_t number) {
  return choices[number % size];
}

DirectoryUser user_of(std::size_t number, bool changed) {
  static constexpr const char* kFirst[] = {"Zoë",   "Jürgen",    "Anna", "Mohammed", "Søren", "Li",
                                           "Marta", "Françoise", "Ivan", "Priya",    "John"};
  static constexpr const char* kLast[] = {"O'Brien", "Müller",   "García",   "Nguyễn",
                                          "Smith",   "Kowalska", "Østergård"};
  static constexpr const char* kDepartments[] = {"Engineering",       "Sales \"EMEA\"", "People & Culture",
                                                 "Finance\\Treasury", "Vertrieb Süd",   "Legal"};
  static constexpr const char* kTitles[] = {"Engineer", "Account Executive", "Senior Director of Operations",
                                            "Analyst"};
  static constexpr const char* kPlaces[] = {"Zürich, floor 3", "New York", "São Paulo", "東京"};
  static constexpr const char* kLanguages[] = {"en", "de-CH", "pt-BR", "ja"};

  DirectoryUser user;
  user.id = user_id(number);
  user.primary_email = "person." + padded(number, 7) + "@acme-industries.example.com";
  user.given_name = pick(kFirst, number);
  user.family_name = pick(kLast, number / 3);
  user.suspended = false;
  user.archived = false;
  user.org_unit_path = "/";
  user.department = changed ? "Reorganised" : pick(kDepartments, number / 5);
  user.job_title = pick(kTitles, number / 7);
  user.phone_number = "+41 44 " + padded(number, 7);
  user.manager_email = "person." + padded(number / 10, 7) + "@acme-industries.example.com";
  user.preferred_language = pick(kLanguages, number);
  user.location = pick(kPlaces, number / 11);
  return user;
}

class DirectoryMaker {
 public:
  DirectoryMaker(const CompanySize& size, plan::PersonIds& ids) : size_(size), ids_(ids) {
    for (std::size_t number = 0; number < size.groups; ++number) {
      const std::string id = group_id(number);
      view_.groups.push_back(
          {id, "team" + padded(number, 3) + "@acme.example.com", "Team " + padded(number, 3)});
      answers_[id].group_id = id;
    }
  }

  void add(std::size_t number, bool changed) {
    auto read = plan::read_person(user_of(number, changed));
    auto* person = std::get_if<Person>(&read);
    if (person == nullptr) throw std::logic_error("a user of the benchmark cannot be used");
    for (std::size_t i = 0; i < size_.groups_a_user; ++i) {
      // Odd steps through all groups, so that the groups of a user differ.
      const std::size_t group = (number * 13 + i * 51) % size_.groups;
      answers_[group_id(group)].members.push_back({person->id, person->fields.email, MemberType::user});
    }
    view_.people.admit(ids_.number(person->id), *person, nullptr);
  }

  /// Google confirmed that the user was deleted.
  void forget(std::size_t number) { view_.evidence.gone_people.insert(user_id(number)); }

  [[nodiscard]] plan::DirectoryView take() {
    for (const auto& [id, answer] : answers_) view_.group_answers.put(answer);
    return std::move(view_);
  }

 private:
  CompanySize size_;
  plan::PersonIds& ids_;
  plan::DirectoryView view_;
  std::map<std::string, GroupAnswer> answers_;
};

}  // namespace

plan::DirectoryView directory_of(const CompanySize& size, plan::PersonIds& ids) {
  DirectoryMaker maker(size, ids);
  for (std::size_t number = 0; number < size.users; ++number) maker.add(number, false);
  return maker.take();
}

plan::DirectoryView changed_directory_of(const CompanySize& size, plan::PersonIds& ids) {
  DirectoryMaker maker(size, ids);
  for (std::size_t number = 0; number < size.users; ++number) {
    const std::size_t place = number % kCycle;
    if (place == 0) {
      maker.forget(number);
      maker.add(size.users + number, false);
    } else {
      maker.add(number, place == 100 || place == 200);
    }
  }
  return maker.take();
}

SyncSettings company_settings() {
  SyncSettings settings;
  settings.source = SyncSource::groups;
  settings.scope = SyncScope::all;
  settings.method = SyncMethod::matching_groups;
  settings.removal_limit.percent = 100;
  return settings;
}

}  // namespace gup::benchmark
