from cms.plugins import JsonLd


def event(workshop):
    return {"@type": "Event", "name": workshop.title}


json_ld = [JsonLd(target="workshops.WorkshopPage", build=event)]
