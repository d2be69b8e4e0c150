#include "hooks/actions/fields/field_preview.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>

#include "hooks/actions/google_question.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/people/read_person.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_in;

constexpr int kUsersRead = 100;
constexpr std::size_t kPeoplePreviewed = 5;

using SampledPeople = std::unordered_map<std::string, Person>;

/// The people of a sample who could be synced, by id, and their order.
SampledPeople read_sample(google::DirectoryReader& reader, const FieldMapping& mapping,
                          host_sdk::TaskMonitor& monitor, std::vector<std::string>& order) {
  reader.ask_for({}, mapping);
  SampledPeople people;
  order.clear();
  for (DirectoryUser& user : reader.sample_users(kUsersRead, monitor)) {
    auto read = plan::read_person(std::move(user), {mapping, {}});
    auto* person = std::get_if<Person>(&read);
    if (person == nullptr || person->suspended || person->archived) continue;
    order.push_back(person->id);
    people.insert_or_assign(person->id, std::move(*person));
  }
  return people;
}

bool stays(const Person& person, std::size_t field) {
  return person.kept_by_mapping[field] || person.problems.kept[field];
}

PreviewedPerson compare_values(const Person& now, const Person& next) {
  PreviewedPerson shown;
  shown.email = next.fields.email;
  shown.name = host_sdk::full_name(next.fields.first_name, next.fields.last_name);
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i)
    shown.values[i] = {std::string(kTargetFields[i].text(next.fields)),
                       std::string(kTargetFields[i].text(now.fields)), stays(next, i), stays(now, i)};
  return shown;
}

bool changes(const PreviewedPerson& person) {
  return std::ranges::any_of(person.values, &PreviewedPerson::Value::changes);
}

std::string value_in_words(const std::string& value, bool stays, bool quotes) {
  if (stays) return tr_in("value", "stays as it is");
  if (value.empty()) return tr_in("value", "empty");
  return quotes ? gup::quoted(value) : value;
}

std::string with_value_now(const std::string& next, const std::string& now) {
  return tr("{value} (now {former})", {{"value", next}, {"former", now}});
}

}  // namespace

FieldPreview preview_mapping(const HookContext& context, const Connection& connection,
                             const FieldMapping& saved, const FieldMapping& mapping,
                             host_sdk::TaskMonitor& monitor) {
  struct Samples {
    std::vector<std::string> order;
    SampledPeople now;
    SampledPeople next;
  };
  const Samples samples = ask_in_time([&] {
    return ask_directory({context.host, context.store, context.google}, connection,
                         [&](google::DirectoryReader& reader) {
                           Samples read;
                           read.now = read_sample(reader, saved, monitor, read.order);
                           read.next = read_sample(reader, mapping, monitor, read.order);
                           return read;
                         });
  });
  FieldPreview preview;
  preview.mapping = mapping;
  std::vector<PreviewedPerson> unchanged;
  for (const std::string& id : samples.order) {
    const auto found = samples.now.find(id);
    if (found == samples.now.end()) continue;
    PreviewedPerson person = compare_values(found->second, samples.next.at(id));
    ++preview.read;
    const bool is_changed = changes(person);
    if (is_changed) ++preview.changed;
    auto& list = is_changed ? preview.people : unchanged;
    if (list.size() < kPeoplePreviewed) list.push_back(std::move(person));
  }
  for (PreviewedPerson& person : unchanged)
    if (preview.people.size() < kPeoplePreviewed) preview.people.push_back(std::move(person));
  return preview;
}

std::string preview_text(const PreviewedPerson& person) {
  std::string text;
  for (std::size_t i = kFirstMappedField; i < kTargetFields.size(); ++i) {
    const auto& value = person.values[i];
    if (!value.changes() && value.next.empty() && !value.next_stays) continue;
    const std::string next = value_in_words(value.next, value.next_stays, true);
    text += (text.empty() ? "" : ", ") + tr(kTargetFields[i].label) + " " +
            (value.changes() ? with_value_now(next, value_in_words(value.now, value.now_stays, true)) : next);
  }
  return person.email + ": " + (text.empty() ? tr("no values") : text);
}

std::string preview_cell(const PreviewedPerson::Value& value) {
  const std::string next = value_in_words(value.next, value.next_stays, false);
  if (!value.changes()) return value.next.empty() && !value.next_stays ? "–" : next;
  return with_value_now(next, value_in_words(value.now, value.now_stays, false));
}

}  // namespace gup
