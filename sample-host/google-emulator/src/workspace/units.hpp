#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "workspace/new_ids.hpp"
#include "workspace/records.hpp"

/// The organizational units of a customer. Functions that take JSON throw ControlError.
namespace emulator {

class Units {
 public:
  /// With the root unit.
  explicit Units(const Customer& customer);

  const Unit& operator[](Index index) const { return units_[index]; }
  std::size_t size() const { return units_.size(); }
  auto begin() const { return units_.begin(); }
  auto end() const { return units_.end(); }

  /// Finds by `id:...` or path; the leading slash is optional.
  std::optional<Index> find(std::string_view key) const;
  bool is_within(Index unit, Index ancestor) const;
  Index create(const boost::json::object& source, NewIds& ids);
  void patch(Index unit, const boost::json::object& changes);
  /// Throws ControlError for the root, and for a unit that has units below it.
  void check_removable(Index unit) const;
  void remove(Index unit) { units_[unit].deleted = true; }

 private:
  void refresh_path(Index unit);
  void refresh_paths_below(Index unit);

  std::vector<Unit> units_;
};

}  // namespace emulator
