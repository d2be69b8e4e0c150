// From Google's user resource to the fields that the plugin keeps.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "model/directory.hpp"

namespace gup::google {

/// Only `id` must be there (throws `Failure` naming `call` otherwise). What has the wrong type counts as
/// absent: such a person is known to be present, and `plan` says why the record cannot be used.
[[nodiscard]] DirectoryUser decode_user(std::string_view call, const boost::json::object& user);

}  // namespace gup::google
