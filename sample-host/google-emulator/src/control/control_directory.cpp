#include "control/control_directory.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "common/errors.hpp"
#include "common/json_members.hpp"
#include "control/control.hpp"
#include "directory/answers/groups_answers.hpp"
#include "directory/answers/members_answers.hpp"
#include "directory/answers/units_answers.hpp"
#include "directory/answers/user_json.hpp"
#include "directory/directory.hpp"

namespace emulator {

namespace json = boost::json;

namespace {

ControlError no_such(const std::string& what, const std::string& key) {
  return {404, "there is no " + what + " " + key};
}

ControlError wrong_method() {
  return {405, "that method does nothing here"};
}

/// Accepts one object or an array, so that a test can create a directory in one request.
template <class Create>
Answer create_each(const Request& request, Create create) {
  const json::value body = request_body(request);
  if (!body.is_array()) {
    if (!body.is_object()) throw ControlError(400, "the body must be a JSON object or an array of them");
    return json_answer(201, create(body.get_object()));
  }
  json::array created;
  for (const json::value& source : body.get_array()) created.push_back(create(source.as_object()));
  return json_answer(201, created);
}

Answer done() {
  return json_answer(200, json::object{{"done", true}});
}

Answer control_members(Emulator& emulator, Workspace& workspace, const Request& request, Index group,
                       const std::vector<std::string>& path) {
  const auto listed = [&] {
    json::array members;
    for (const Member& member : workspace.members_of(group))
      members.push_back(member_json(emulator, workspace, member));
    return members;
  };
  if (path.size() == 3) {
    if (request.method == "GET") return json_answer(200, listed());
    if (request.method != "POST") throw wrong_method();
    return create_each(request, [&](const json::object& source) {
      workspace.add_member(group, source, emulator.now());
      return source;
    });
  }
  const auto position = workspace.find_member(group, path[3]);
  if (!position) throw no_such("member", path[3]);
  if (request.method == "DELETE") {
    workspace.remove_member(group, *position);
    return done();
  }
  if (request.method == "PATCH")
    workspace.patch_member(group, *position, object_body(request));
  else if (request.method != "GET")
    throw wrong_method();
  return json_answer(200, member_json(emulator, workspace, workspace.groups()[group].members[*position]));
}

}  // namespace

Answer control_users(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path) {
  const auto shown = [&](Index user) { return user_json(emulator, workspace, user, FieldMask()); };
  if (path.size() == 1) {
    if (request.method == "POST")
      return create_each(request,
                         [&](const json::object& source) { return shown(workspace.create_user(source)); });
    if (request.method != "GET") throw wrong_method();
    json::array users;
    for (const Index user : workspace.users().in_order(UserOrder::kEmail)) users.push_back(shown(user));
    return json_answer(200, users);
  }
  if (path.size() > 2) throw no_such("path below users", path[2]);
  const auto user = workspace.users().find(path[1]);
  if (!user) throw no_such("user", path[1]);
  if (request.method == "DELETE") {
    workspace.delete_user(*user, emulator.now());
    return done();
  }
  if (request.method == "PATCH")
    workspace.patch_user(*user, object_body(request), emulator.now());
  else if (request.method != "GET")
    throw wrong_method();
  return json_answer(200, shown(*user));
}

Answer control_units(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path) {
  const auto shown = [&](Index unit) { return unit_json(emulator, workspace, unit); };
  if (path.size() == 1) {
    if (request.method == "POST")
      return create_each(request,
                         [&](const json::object& source) { return shown(workspace.create_unit(source)); });
    if (request.method != "GET") throw wrong_method();
    json::array units;
    for (Index unit = 0; unit < workspace.units().size(); ++unit)
      if (!workspace.units()[unit].deleted) units.push_back(shown(unit));
    return json_answer(200, units);
  }
  // Slashes of a path may be encoded.
  std::string key = path[1];
  for (std::size_t i = 2; i < path.size(); ++i) key += "/" + path[i];
  const auto unit = workspace.units().find(key);
  if (!unit) throw no_such("unit", key);
  if (request.method == "DELETE") {
    workspace.delete_unit(*unit, first_value(request.query, "move_users_to_parent") == "true");
    return done();
  }
  if (request.method == "PATCH")
    workspace.patch_unit(*unit, object_body(request));
  else if (request.method != "GET")
    throw wrong_method();
  return json_answer(200, shown(*unit));
}

Answer control_schemas(Emulator& emulator, Workspace& workspace, const Request& request,
                       const std::vector<std::string>& path) {
  if (path.size() == 1) {
    if (request.method == "POST")
      return create_each(request, [&](const json::object& source) {
        workspace.schemas().create(source);
        return schema_json(emulator, workspace.schemas().all().back());
      });
    if (request.method != "GET") throw wrong_method();
    json::array schemas;
    for (const Schema& schema : workspace.schemas().all()) schemas.push_back(schema_json(emulator, schema));
    return json_answer(200, schemas);
  }
  if (request.method != "DELETE" || path.size() > 3) throw wrong_method();
  if (!workspace.schemas().remove(path[1], path.size() == 3 ? path[2] : "")) throw no_such("schema", path[1]);
  return done();
}

Answer control_groups(Emulator& emulator, Workspace& workspace, const Request& request,
                      const std::vector<std::string>& path) {
  const auto shown = [&](Index group) { return group_json(emulator, workspace, group); };
  if (path.size() == 1) {
    if (request.method == "POST")
      return create_each(request, [&](const json::object& source) {
        const Index group = workspace.create_group(source);
        if (const json::value* members = source.if_contains("members"))
          for (const json::value& member : members->as_array())
            workspace.add_member(group,
                                 member.is_string() ? json::object{{"email", member}} : member.as_object(),
                                 emulator.now());
        return shown(group);
      });
    if (request.method != "GET") throw wrong_method();
    json::array groups;
    for (const Index group : workspace.groups().by_email()) groups.push_back(shown(group));
    return json_answer(200, groups);
  }
  const auto group = workspace.groups().find(path[1]);
  if (!group) throw no_such("group", path[1]);
  if (path.size() >= 3) {
    if (path[2] != "members" || path.size() > 4) throw no_such("path below a group", path[2]);
    return control_members(emulator, workspace, request, *group, path);
  }
  if (request.method == "DELETE") {
    workspace.delete_group(*group);
    return done();
  }
  if (request.method == "PATCH")
    workspace.patch_group(*group, object_body(request));
  else if (request.method != "GET")
    throw wrong_method();
  return json_answer(200, shown(*group));
}

}  // namespace emulator
