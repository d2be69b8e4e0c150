#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json/object.hpp>

/// Undocumented points of Google's behavior and a few states of the account, changeable while the emulator
/// runs. The README lists them with their variants.
namespace emulator {

class Switches {
 public:
  Switches();

  /// Throws std::logic_error for an unknown name or another type.
  const std::string& text(std::string_view name) const;
  bool is(std::string_view name, std::string_view variant) const { return text(name) == variant; }
  bool on(std::string_view name) const;
  std::int64_t number(std::string_view name) const;

  boost::json::object describe() const;
  /// Sets the given switches, all or none. Throws ControlError for an unknown name or variant.
  void set(const boost::json::object& wanted);

 private:
  using Value = std::variant<bool, std::int64_t, std::string>;
  template <class T>
  const T& get(std::string_view name) const;

  std::map<std::string, Value, std::less<>> values_;
};

}  // namespace emulator
