"""Writes constraints.json: what the SDK's schemas leave out of AWS's models.

The schemas of the JavaScript SDK hold types and required members, but no lengths, ranges, patterns or enums, and do
not tell an integer from another number. botocore's service models hold them. This reads the models of the installed
botocore and keeps the bare facts, for the operations that are simulated here:

    services.<signing name>.shapes   constraints by shape name; lists and maps name the shapes they are made of
    services.<signing name>.members  `Structure.member` -> shape name

Run it beside a botocore of the version wanted:  python3 local/wire/extract-constraints.py && biome format --write local/wire
"""

import json
import pathlib

import botocore
import botocore.loaders

EVERYTHING = None
OPERATIONS = {
    "ram": ("ram", EVERYTHING),
    "sms-voice": (
        "pinpoint-sms-voice-v2",
        """CreatePool UpdatePool DeletePool DescribePools AssociateOriginationIdentity
        DisassociateOriginationIdentity ListPoolOriginationIdentities RequestPhoneNumber UpdatePhoneNumber
        ReleasePhoneNumber DescribePhoneNumbers RequestSenderId UpdateSenderId ReleaseSenderId DescribeSenderIds
        CreateOptOutList DeleteOptOutList DescribeOptOutLists PutOptedOutNumber DeleteOptedOutNumber
        DescribeOptedOutNumbers CreateRcsAgent UpdateRcsAgent DeleteRcsAgent DescribeRcsAgents PutResourcePolicy
        GetResourcePolicy DeleteResourcePolicy TagResource UntagResource ListTagsForResource SendTextMessage""".split(),
    ),
    "organizations": (
        "organizations",
        """DescribeOrganization ListAccounts DescribeAccount ListParents ListChildren ListRoots
        ListOrganizationalUnitsForParent ListAccountsForParent DescribeOrganizationalUnit MoveAccount
        RemoveAccountFromOrganization CloseAccount CreateAccount CreateOrganizationalUnit InviteAccountToOrganization
        EnableAWSServiceAccess ListAWSServiceAccessForOrganization ListDelegatedAdministrators""".split(),
    ),
    "events": (
        "events",
        """PutEvents CreateEventBus DeleteEventBus DescribeEventBus ListEventBuses PutRule DeleteRule DescribeRule
        ListRules EnableRule DisableRule PutTargets RemoveTargets ListTargetsByRule TestEventPattern""".split(),
    ),
    "sqs": ("sqs", EVERYTHING),
    "sns": ("sns", EVERYTHING),
    "sts": ("sts", ["AssumeRole", "GetCallerIdentity", "GetSessionToken", "GetAccessKeyInfo"]),
    "ssm": (
        "ssm",
        """GetParameter GetParameters GetParametersByPath PutParameter DeleteParameter DeleteParameters
        DescribeParameters GetParameterHistory LabelParameterVersion""".split(),
    ),
}


def main():
    loader = botocore.loaders.Loader()
    services = {}
    for name, (model_name, operations) in OPERATIONS.items():
        model = loader.load_service_model(model_name, "service-2")
        services[name] = extract(model, operations or list(model["operations"]))
    document = {"source": f"botocore {botocore.__version__}, data/*/service-2.json", "services": services}
    target = pathlib.Path(__file__).with_name("constraints.json")
    target.write_text(json.dumps(document, indent=2) + "\n")


def extract(model, operations):
    """What constrains the members of every structure that the operations take or answer."""
    found = {"shapes": {}, "members": {}}
    seen = set()
    for operation in operations:
        for end in ("input", "output"):
            if end in model["operations"][operation]:
                visit(model["shapes"], model["operations"][operation][end]["shape"], found, seen)
    return {kind: dict(sorted(facts.items())) for kind, facts in found.items()}


def visit(shapes, name, found, seen):
    if name in seen:
        return
    seen.add(name)
    shape = shapes[name]
    for member, target in shape.get("members", {}).items():
        visit(shapes, target["shape"], found, seen)
        if is_constrained(shapes, target["shape"]):
            found["members"][f"{name}.{member}"] = target["shape"]
    for part in ("member", "key", "value"):
        if part in shape:
            visit(shapes, shape[part]["shape"], found, seen)
    if is_constrained(shapes, name):
        found["shapes"][name] = facts_of(shapes, name)


def is_constrained(shapes, name):
    return shapes[name]["type"] != "structure" and bool(facts_of(shapes, name))


def facts_of(shapes, name):
    shape = shapes[name]
    facts = {fact: shape[fact] for fact in ("min", "max", "pattern", "enum") if fact in shape}
    if shape["type"] in ("integer", "long"):
        facts["integer"] = True
    for part in ("member", "key", "value"):
        if part in shape and is_constrained(shapes, shape[part]["shape"]):
            facts[part] = shape[part]["shape"]
    return facts


if __name__ == "__main__":
    main()
