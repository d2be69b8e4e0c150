#include "workspace/generator.hpp"

#include <algorithm>
#include <cstdio>

#include <boost/json/object.hpp>
#include <boost/unordered/unordered_flat_map.hpp>

#include "common/text.hpp"
#include "workspace/names.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

/// splitmix64: the standard library's distributions differ between implementations.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(roll() % limit); }
  bool percent(std::size_t chance) { return below(100) < chance; }

 private:
  std::uint64_t state_;
};

const NameTable& pick_names(Dice& dice) {
  std::size_t total = 0;
  for (const NameTable& table : kNames) total += static_cast<std::size_t>(table.weight);
  auto place = dice.below(total);
  for (const NameTable& table : kNames) {
    if (place < static_cast<std::size_t>(table.weight)) return table;
    place -= static_cast<std::size_t>(table.weight);
  }
  return kNames[0];
}

/// Offices, then departments (the same names below each), then teams.
void generate_units(Workspace& workspace, std::size_t count, Dice& dice) {
  std::vector<std::pair<Index, int>> places{{kRootUnit, 0}};
  constexpr std::size_t kOffices = 5;
  std::size_t made = 0;
  for (std::size_t i = 0; i < kOffices && made < count; ++i, ++made) {
    const json::object office{{"name", "Office " + std::to_string(i + 1)}};
    places.emplace_back(workspace.create_unit(office), 1);
  }
  std::vector<std::size_t> children(places.size(), 0);
  while (made < count) {
    const std::size_t at = 1 + dice.below(places.size() - 1);
    if (places[at].second > 3) continue;
    const std::size_t number = children[at]++;
    std::string name = kDepartments[number % std::size(kDepartments)];
    if (number >= std::size(kDepartments))
      name.append(" ").append(std::to_string(number / std::size(kDepartments) + 1));
    const Index unit = workspace.create_unit(
        json::object{{"name", name}, {"parentOrgUnitId", workspace.units()[places[at].first].id}});
    places.emplace_back(unit, places[at].second + 1);
    children.push_back(0);
    ++made;
  }
}

/// Several people share each value, as in companies.
constexpr std::size_t kSchemaValues = 8;

std::string value_of(const SchemaField& field, std::size_t number) {
  std::string value = std::to_string(number % kSchemaValues + 1);
  if (field.type == "BOOL") return number % 2 == 0 ? "true" : "false";
  if (field.type != "INT64" && field.type != "DOUBLE") value = field.name + " " + value;
  value = "\"" + value + "\"";
  return field.multi_valued ? R"([{"type":"work","value":)" + value + "}]" : value;
}

/// What a customer with custom schemas has, too. Depends on the person's number alone, so that the dice fall
/// the same with and without it.
std::string further_members(const Schemas& schemas, const NameTable& names, std::size_t number) {
  const std::string id = std::to_string(20000 + number);
  std::string text = R"(,"externalIds":[{"value":")" + id + R"(","type":"organization"}])";
  text += std::string(R"(,"addresses":[{"type":"work","primary":true,"locality":")") + names.city + R"("}])";
  text += R"(,"keywords":[{"type":"occupation","value":"team )" + std::to_string(number % 40) + R"("}])";
  std::string values;
  for (const Schema& schema : schemas.all()) {
    values += (values.empty() ? "\"" : ",\"") + schema.name + "\":{";
    for (std::size_t i = 0; i < schema.fields.size(); ++i)
      values += (i == 0 ? "\"" : ",\"") + schema.fields[i].name + "\":" + value_of(schema.fields[i], number);
    values += "}";
  }
  return text + R"(,"customSchemas":{)" + values + "}";
}

/// The names contain no quotes or backslashes, so the JSON is concatenated without a serializer.
std::string document(const NameTable& names, const char* given, const char* family,
                     const std::string& manager, bool is_new, Dice& dice) {
  std::string text =
      std::string(R"({"name":{"givenName":")") + given + R"(","familyName":")" + family + "\"}";
  if (!dice.percent(4)) {
    text += R"(,"organizations":[{"title":")";
    text += kTitles[dice.below(std::size(kTitles))];
    text += R"(","primary":true,"department":")";
    text += kDepartments[dice.below(std::size(kDepartments))];
    text += R"(","type":"work"}])";
  }
  if (!dice.percent(15)) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04zu", dice.below(10000));
    text += std::string(R"(,"phones":[{"value":")") + names.phone_prefix + digits + R"(","type":"work"}])";
  }
  if (!manager.empty() && !dice.percent(5))
    text += R"(,"relations":[{"value":")" + manager + R"(","type":"manager"}])";
  text +=
      std::string(R"(,"languages":[{"languageCode":")") + names.language + R"(","preference":"preferred"}])";
  text += std::string(R"(,"locations":[{"type":"desk","area":")") + names.city + R"("}])";
  // Everyone has signed in, except a few who have just started.
  if (!is_new) text += R"(,"lastLoginTime":"2026-11-20T08:15:00.000Z")";
  return text + "}";
}

void generate_users(Workspace& workspace, std::size_t count, Dice& dice) {
  const Customer& customer = workspace.customer();
  std::vector<Index> places;
  for (Index i = 1; i < workspace.units().size(); ++i)
    if (!workspace.units()[i].deleted) places.push_back(i);
  if (places.empty()) places.push_back(kRootUnit);
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> taken;
  std::vector<std::string> managers;
  for (std::size_t i = 0; i < count; ++i) {
    const NameTable& names = pick_names(dice);
    const auto& given = names.given[dice.below(8)];
    const auto& family = names.family[dice.below(8)];
    const auto domain_dice = dice.below(10);
    const bool secondary = domain_dice >= 8 && !customer.secondary_domains.empty();
    const std::string& domain =
        secondary ? customer.secondary_domains[domain_dice % customer.secondary_domains.size()]
                  : customer.domain;
    const std::string local = std::string(given[1]) + "." + family[1];
    std::string email;
    do {
      const std::uint32_t number = ++taken[hash_ignoring_case(local + "@" + domain)];
      email = local + (number == 1 ? "" : std::to_string(number)) + "@" + domain;
    } while (workspace.users().find(email));
    const std::string manager = managers.empty() ? "" : managers[dice.below(managers.size())];
    const Index place = places[dice.below(places.size())];
    std::string text = document(names, given[0], family[0], manager, i % 97 == 96, dice);
    if (!workspace.schemas().all().empty())
      text.insert(text.size() - 1, further_members(workspace.schemas(), names, i));
    workspace.add_generated_user(workspace.new_id(), email, std::move(text), place);
    if (i % 12 == 0 && managers.size() < 5000) managers.push_back(email);
  }
}

void generate_groups(Workspace& workspace, const GenerateRequest& request, Dice& dice) {
  const std::size_t people = workspace.users().slots();
  for (std::size_t i = 0; i < request.groups; ++i) {
    const std::string number = std::to_string(i + 1);
    const Index group = workspace.create_group(
        json::object{{"email", "team-" + number + "@" + workspace.customer().domain},
                     {"name", std::string(kDepartments[i % std::size(kDepartments)]) + " team " + number},
                     {"description", "Generated"}});
    const std::size_t size = std::min(request.members_per_group, people);
    // A stride through all people yields distinct members without a set.
    const std::size_t start = dice.below(people);
    std::size_t stride = 1 + dice.below(std::max<std::size_t>(1, people / std::max<std::size_t>(1, size)));
    for (std::size_t m = 0; m < size; ++m) {
      Member member;
      member.target = static_cast<Index>((start + m * stride) % people);
      member.role = m == 0 ? Role::kOwner : Role::kMember;
      workspace.add_generated_member(group, member);
    }
  }
}

}  // namespace

void generate(Workspace& workspace, const GenerateRequest& request) {
  Dice dice(request.seed);
  generate_units(workspace, request.units, dice);
  generate_users(workspace, request.users, dice);
  if (workspace.users().slots() > 0) generate_groups(workspace, request, dice);
}

}  // namespace emulator
