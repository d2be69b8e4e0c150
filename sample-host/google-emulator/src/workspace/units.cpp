#include "workspace/units.hpp"

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "common/text.hpp"
#include "host_sdk/text.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

void check_unit_name(const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos)
    throw ControlError(400, "a unit's name must not be empty or hold a slash");
}

}  // namespace

Units::Units(const Customer& customer) {
  Unit root;
  root.id = "id:03ph8a2z0root" + host_sdk::lower_ascii(customer.id);
  root.name = customer.name.empty() ? customer.domain : customer.name;
  root.path = std::string(1, '/');
  units_.push_back(std::move(root));
}

std::optional<Index> Units::find(std::string_view key) const {
  if (key.empty()) return std::nullopt;
  const bool by_id = key.starts_with("id:");
  std::string path(key);
  if (!by_id && path.front() != '/') path.insert(path.begin(), '/');
  for (Index i = 0; i < units_.size(); ++i) {
    if (units_[i].deleted) continue;
    if (by_id ? units_[i].id == key : compare_ignoring_case(units_[i].path, path) == 0) return i;
  }
  return std::nullopt;
}

bool Units::is_within(Index unit, Index ancestor) const {
  for (; unit != kNoIndex; unit = units_[unit].parent)
    if (unit == ancestor) return true;
  return false;
}

void Units::refresh_path(Index unit) {
  Unit& changed = units_[unit];
  if (changed.parent == kNoIndex) return;
  const std::string& parent = units_[changed.parent].path;
  changed.path = (parent == "/" ? "" : parent) + "/" + changed.name;
}

void Units::refresh_paths_below(Index unit) {
  refresh_path(unit);
  // A unit may have been moved below one that was made later, so the index order does not follow depth.
  for (Index i = 0; i < units_.size(); ++i)
    if (!units_[i].deleted && units_[i].parent == unit && i != unit) refresh_paths_below(i);
}

Index Units::create(const json::object& source, NewIds& ids) {
  Unit unit;
  unit.name = required_text(source, "name");
  check_unit_name(unit.name);
  unit.description = text_member(source, "description").value_or("");
  const auto parent_id = text_member(source, "parentOrgUnitId");
  const auto parent_key = parent_id ? *parent_id : text_member(source, "parentOrgUnitPath").value_or("/");
  const auto parent = find(parent_key);
  if (!parent) throw ControlError(404, "there is no parent unit " + parent_key);
  unit.parent = *parent;
  for (const Unit& sibling : units_)
    if (!sibling.deleted && sibling.parent == unit.parent &&
        compare_ignoring_case(sibling.name, unit.name) == 0)
      throw ControlError(409, "the parent has a unit of that name already");
  unit.id = text_member(source, "orgUnitId").value_or("");
  if (unit.id.empty()) unit.id = std::string("id:03ph8a2z") + ids.text(7, 36);
  if (!unit.id.starts_with("id:")) throw ControlError(400, "orgUnitId starts with id:");
  if (find(unit.id)) throw ControlError(409, "there is a unit " + unit.id + " already");
  units_.push_back(std::move(unit));
  const auto index = static_cast<Index>(units_.size() - 1);
  refresh_path(index);
  return index;
}

void Units::patch(Index index, const json::object& changes) {
  const auto name = text_member(changes, "name");
  if (name) check_unit_name(*name);
  auto parent_key = text_member(changes, "parentOrgUnitId");
  if (!parent_key) parent_key = text_member(changes, "parentOrgUnitPath");
  if (parent_key) {
    const auto parent = find(*parent_key);
    if (!parent) throw ControlError(404, "there is no parent unit " + *parent_key);
    if (index == kRootUnit || is_within(*parent, index))
      throw ControlError(400, "a unit cannot go below itself");
    units_[index].parent = *parent;
  }
  if (name) units_[index].name = *name;
  if (const auto description = text_member(changes, "description")) units_[index].description = *description;
  ++units_[index].revision;
  refresh_paths_below(index);
}

void Units::check_removable(Index index) const {
  if (index == kRootUnit) throw ControlError(400, "the root unit cannot be deleted");
  for (const Unit& unit : units_)
    if (!unit.deleted && unit.parent == index) throw ControlError(409, "the unit has units below it");
}

}  // namespace emulator
