#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

/// Reading members of the Google-shaped JSON that tests and workspace files hand in.
namespace emulator {

/// The text member, or nothing when it is absent or null. Numbers count as text, because YAML writes ids so.
/// Throws ControlError for another type.
std::optional<std::string> text_member(const boost::json::object& object, std::string_view name);
std::string required_text(const boost::json::object& object, std::string_view name);
/// True only for a member that is `true`.
bool true_member(const boost::json::object& object, std::string_view name);
/// True for a member that is there and null.
bool null_member(const boost::json::object& object, std::string_view name);
/// Lays `changes` over `target`, as a JSON merge patch does for objects; a null is kept as null.
void merge(boost::json::object& target, const boost::json::object& changes);

}  // namespace emulator
